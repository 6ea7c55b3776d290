// A server of UM-Bridge 1.0, written from the description of the protocol. Its argument is a {@link ServerOptions} as JSON; it prints
// its port, and then serves until it is killed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Counts, ServerOptions } from '../helpers/server.ts';
import { MODELS, type ServedModel } from './served-models.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as ServerOptions;
const { port = 0, version = 1.0, support = { Evaluate: true }, start } = options;
const { fault, faults = Number.POSITIVE_INFINITY, after = 0, pause = 0, barrier = 1 } = options;

const counts: Counts = { requests: 0, evaluations: 0, together: 0, connections: 0, inputs: [] };
let now = 0;
const waiting: (() => void)[] = [];

/** Resolves when as many evaluations wait as the barrier has places. */
const atBarrier = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === barrier) for (const leave of waiting.splice(0)) leave();
  });

const send = (response: ServerResponse, status: number, body: string, type = 'application/json'): void => {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
};

const sendError = (response: ServerResponse, status: number, type: string, message: string): void =>
  send(response, status, JSON.stringify({ error: { type, message } }));

type Body = { readonly name: string; readonly input: readonly (readonly number[])[]; readonly config: unknown };

const ANSWERS: { readonly [fault: string]: (response: ServerResponse) => void } = {
  exception: (response) => sendError(response, 500, 'ModelError', 'the mesh is degenerate'),
  invalid: (response) => sendError(response, 400, 'InvalidInput', 'x is out of range'),
  'error with status 200': (response) => sendError(response, 200, 'ModelError', 'the mesh is degenerate'),
  'bare -inf': (response) => send(response, 200, '{"output": [[-inf]]}'),
  'bare -Infinity': (response) => send(response, 200, '{"output": [[-Infinity]]}'),
  'bare NaN': (response) => send(response, 200, '{"output": [[NaN]]}'),
  'bare inf': (response) => send(response, 200, '{"output": [[inf]]}'),
  html: (response) => send(response, 200, '<html><body>Sign in to the proxy</body></html>', 'text/html'),
  'html of an error': (response) => send(response, 500, '<html><h1>Internal Server Error</h1></html>', 'text/html'),
  empty: (response) => send(response, 200, ''),
  'wrong length': (response) => send(response, 200, '{"output": [[1, 2, 3]]}'),
  'no vectors': (response) => send(response, 200, '{"output": -1.5}'),
  null: (response) => send(response, 200, '{"output": [[null]]}'),
  texts: (response) => send(response, 200, '{"output": [["-1"]]}'),
  'no output': (response) => send(response, 200, '{"outputs": [[-1]]}'),
  truncated: (response) => send(response, 200, '{"output": [[-1'),
  'not found': (response) => send(response, 404, 'Not Found', 'text/plain'),
  gateway: (response) => send(response, 503, '<html>Service Unavailable</html>', 'text/html'),
  'broken connection': (response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"output"');
    setImmediate(() => response.destroy());
  },
  'long answer of a server without keep-alive': (response) => {
    response.socket?.end(
      `HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{"output": [[-1.25]]${' '.repeat(1e6)}}`,
    );
  },
  silence: () => {},
  death: () => process.exit(3),
};

async function evaluate({ name, input, config }: Body, response: ServerResponse): Promise<void> {
  const number = counts.evaluations++;
  counts.inputs.push(JSON.stringify(input));
  counts.together = Math.max(counts.together, ++now);
  if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  await atBarrier();
  now--;
  if (fault !== undefined && number >= after && number < after + faults) return ANSWERS[fault]?.(response);
  const { evaluate: model } = MODELS[name] as ServedModel;
  const output = JSON.stringify({ output: model(input, config) }, (_key, value: unknown) =>
    value === Number.NEGATIVE_INFINITY ? '#-inf' : value,
  );
  send(response, 200, output.replaceAll('"#-inf"', '-inf'));
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/counts') return send(response, 200, JSON.stringify(counts));
  counts.requests++;
  if (start !== undefined && counts.requests <= (start.requests ?? Number.POSITIVE_INFINITY))
    return ANSWERS[start.fault]?.(response);
  if (request.url === '/Info' && request.method === 'GET')
    return send(response, 200, JSON.stringify({ protocolVersion: version, models: Object.keys(MODELS) }));
  const body = JSON.parse(await text(request)) as Body;
  const model = MODELS[body.name];
  if (model === undefined) return sendError(response, 400, 'ModelNotFound', `Model ${body.name} not supported`);
  if (request.url === '/ModelInfo') return send(response, 200, JSON.stringify({ support }));
  if (request.url === '/InputSizes') return send(response, 200, JSON.stringify({ inputSizes: model.inputSizes }));
  if (request.url === '/OutputSizes') return send(response, 200, JSON.stringify({ outputSizes: model.outputSizes }));
  if (request.url === '/Evaluate') return evaluate(body, response);
  sendError(response, 400, 'UnsupportedFeature', `no ${request.url}`);
}

const server = createServer((request, response) => void answer(request, response));
server.on('connection', () => counts.connections++);
server.listen(port, '127.0.0.1', () => console.log((server.address() as { port: number }).port));
// A server never outlives the test that started it.
process.stdin.on('end', () => process.exit()).resume();
