/** Error of a request that reached no server, or got no answer. Sending it again is safe: an evaluation changes nothing. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Returns the reason for which a request got no answer, in words. */
export function reasonOf(error: unknown): string {
  const { message, code, cause, errors } = (error ?? {}) as {
    readonly message?: unknown;
    readonly code?: unknown;
    readonly cause?: unknown;
    readonly errors?: readonly unknown[];
  };
  if (errors !== undefined && errors.length > 0) return reasonOf(errors[0]);
  if (cause !== undefined) return reasonOf(cause);
  if (code === 'ECONNREFUSED') return `connection refused${typeof message === 'string' ? addressIn(message) : ''}`;
  if (code === 'ECONNRESET') return 'the connection broke before the answer was complete';
  return typeof message === 'string' && message !== '' ? message : String(code ?? error);
}

const addressIn = (message: string): string => {
  const address = /ECONNREFUSED (\S+)/.exec(message)?.[1];
  return address === undefined ? '' : ` by ${address}`;
};
