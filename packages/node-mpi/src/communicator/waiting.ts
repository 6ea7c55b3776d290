import type { PolledRequest } from '../progress/polled-request.ts';
import type { Request } from '../progress/request.ts';

/** Selects the messages to receive. */
export type From = {
  /** Rank of the sender; any by default. */
  readonly source?: number | undefined;
  /** Tag of the message; any by default. */
  readonly tag?: number | undefined;
};

/**
 * The part of an `AbortSignal` that is used here. `AbortSignal` itself is not named, so that the types of this package need neither the
 * DOM's nor Node's.
 */
export interface AbortSignalLike {
  /** Whether the signal has fired. */
  readonly aborted: boolean;
  /** Why it has fired. */
  readonly reason: unknown;
  /** Adds a listener that is called when it fires. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Removes a listener. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Selects the messages to wait for, and how long. */
export type Waiting = From & {
  /** Ends the wait: the promise rejects with the reason of the signal, and no message is lost. */
  readonly signal?: AbortSignalLike | undefined;
};

/** Waits for a request, which a signal may cancel until the request calls `onTooLate`. */
export async function cancellable<T>(
  signal: AbortSignalLike | undefined,
  start: (onTooLate: () => void) => PolledRequest<T>,
): Promise<T> {
  if (signal?.aborted) throw signal.reason;
  let tooLate = false;
  const request = start(() => {
    tooLate = true;
  });
  if (signal === undefined) return await request.wait();
  const abort = () => tooLate || request.cancel(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await request.wait();
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Waits for a request without the microtasks that an async function takes; an error at its start rejects the promise. */
export function waitFor<T>(start: () => Request<T>): Promise<T> {
  try {
    return start().wait();
  } catch (error) {
    return Promise.reject(error as Error);
  }
}
