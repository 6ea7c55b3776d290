// A server of UM-Bridge 1.0 with a trivial model of 15 parameters. Prints its port, and ends with its parent.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const ANSWERS = {
  '/Info': () => ({ protocolVersion: 1.0, models: ['sum'] }),
  '/ModelInfo': () => ({ support: { Evaluate: true } }),
  '/InputSizes': () => ({ inputSizes: [15] }),
  '/OutputSizes': () => ({ outputSizes: [1] }),
  '/Evaluate': ({ input }) => ({ output: [[-0.5 * input[0].reduce((sum, x) => sum + x * x, 0)]] }),
};

const server = createServer(async (request, response) => {
  const body = request.method === 'POST' ? await json(request) : undefined;
  const text = JSON.stringify(ANSWERS[request.url](body));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
