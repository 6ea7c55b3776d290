import * as http from 'node:http';
import * as https from 'node:https';
import test from 'ava';
import { createFetchTransport } from '#src/transport/fetch.js';
import { createNodeTransport } from '#src/transport/node.js';
import { startServer } from '../helpers/server.ts';

const transports = { fetch: createFetchTransport(), 'node:http': createNodeTransport(http, https) };
const body = JSON.stringify({ name: 'gaussian', input: [[1, 2]], config: {} });

for (const [name, send] of Object.entries(transports)) {
  test(`${name} returns status, type and text of an answer`, async (t) => {
    const { url } = await startServer(t);
    t.deepEqual(await send({ url: new URL('/Evaluate', url), body, timeLimit: 60 }), {
      status: 200,
      type: 'application/json',
      text: '{"output":[[-2.5]]}',
    });
    const { status } = await send({ url: new URL('/Info', url), timeLimit: 60 });
    t.is(status, 200);
  });

  test(`${name} ends a request at its time limit`, async (t) => {
    const { url } = await startServer(t, { fault: 'silence' });
    const late = send({ url: new URL('/Evaluate', url), body, timeLimit: 0.1 });
    await t.throwsAsync(late, { message: 'no answer within 0.1 s' });
  });

  test(`${name} ends a request when its signal fires`, async (t) => {
    const { url, counts } = await startServer(t, { fault: 'silence' });
    const controller = new AbortController();
    const ended = send({ url: new URL('/Evaluate', url), body, timeLimit: 60, signal: controller.signal });
    while ((await counts()).evaluations === 0);
    controller.abort();
    await t.throwsAsync(ended, { name: 'AbortError', any: true });
  });

  test(`${name} reports a connection that is refused, or breaks`, async (t) => {
    const { url, kill } = await startServer(t, { fault: 'broken connection' });
    await t.throwsAsync(send({ url: new URL('/Evaluate', url), body, timeLimit: 60 }));
    await kill();
    await t.throwsAsync(send({ url: new URL('/Info', url), timeLimit: 60 }));
  });
}
