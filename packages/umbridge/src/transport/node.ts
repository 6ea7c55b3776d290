import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { usageError } from '@epsie/core/checks';
import type { HttpAnswer, HttpRequest, Transport } from './http.ts';
import { CONNECT_LIMIT, lateError, milliseconds } from './limits.ts';

type Http = typeof import('node:http');
type Https = typeof import('node:https');
type Send = (url: URL, options: RequestOptions) => ClientRequest;

/** Creates a transport by `node:http`, which keeps connections open between requests. They do not keep the program alive. */
export function createNodeTransport(http: Http, https: Https): Transport {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  return (request) => {
    const send: Send =
      request.url.protocol === 'https:'
        ? (url, options) => https.request(url, { ...options, agent: agents.https })
        : (url, options) => http.request(url, { ...options, agent: agents.http });
    return sendAgain(send, request);
  };
}

/** Sends a request, and once more for every open connection that turns out to be closed by the server while it was idle. */
async function sendAgain(send: Send, request: HttpRequest): Promise<HttpAnswer> {
  for (;;) {
    const call = send(request.url, optionsOf(request));
    try {
      return await answerOf(call, request);
    } catch (error) {
      const isStale = call.reusedSocket && (error as { code?: unknown }).code === 'ECONNRESET';
      if (!isStale || request.signal?.aborted === true) throw error;
    }
  }
}

function optionsOf({ body, signal }: HttpRequest): RequestOptions {
  const headers = { 'content-type': 'application/json', 'content-length': new TextEncoder().encode(body).length };
  return {
    ...(body === undefined ? {} : { method: 'POST', headers }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function answerOf(call: ClientRequest, { body, timeLimit }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => call.destroy(lateError(timeLimit)), milliseconds(timeLimit));
    const end = (error: Error): void => {
      clearTimeout(limit);
      reject(error);
    };
    let answered = false;
    limitConnecting(call);
    call.on('error', end);
    call.on('response', (response) => {
      answered = true;
      collect(response, resolve);
      response.on('error', end);
      // After the end of the answer, this only clears the timer.
      response.on('close', () => end(brokenError()));
    });
    // A connection can be closed while the answer is still being read.
    call.on('close', () => void (answered || end(brokenError())));
    // Head and body in one piece: two pieces would wait for each other (Nagle's algorithm and delayed acknowledgement, 40 ms).
    call.end(body);
  });
}

const brokenError = (): Error => usageError('the connection broke before the answer was complete');

function limitConnecting(call: ClientRequest): void {
  call.on('socket', (socket) => {
    if (!socket.connecting) return;
    const late = (): void => void call.destroy(usageError(`no connection within ${CONNECT_LIMIT} s`));
    const limit = setTimeout(late, milliseconds(CONNECT_LIMIT));
    for (const event of ['connect', 'close'] as const) socket.once(event, () => clearTimeout(limit));
  });
}

function collect(response: IncomingMessage, resolve: (answer: HttpAnswer) => void): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    text += part;
  });
  response.on('end', () =>
    resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text }),
  );
}
