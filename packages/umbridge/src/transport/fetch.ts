import type { HttpAnswer, HttpRequest, Transport } from './http.ts';
import { lateError, milliseconds } from './limits.ts';

/** Creates a transport by `fetch`, for browsers and other platforms without `node:http`. */
export function createFetchTransport(): Transport {
  return async (request) => {
    try {
      return await send(request);
    } catch (error) {
      if ((error as { name?: unknown }).name === 'TimeoutError') throw lateError(request.timeLimit);
      throw error;
    }
  };
}

async function send({ url, body, timeLimit, signal }: HttpRequest): Promise<HttpAnswer> {
  const limit = AbortSignal.timeout(milliseconds(timeLimit));
  const response = await fetch(url, {
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    ...(body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
  });
  const { status, headers } = response;
  return { status, type: headers.get('content-type') ?? '', text: await response.text() };
}
