import type { Operation, Request } from '../progress/polled-request.ts';

/** Which messages to receive. */
export type From = {
  /** Rank of the sender; any by default. */
  readonly source?: number | undefined;
  /** Tag of the message; any by default. */
  readonly tag?: number | undefined;
};

/** The part of an `AbortSignal` that is used here; every real one fits. */
export interface AbortSignalLike {
  /** Whether it says that it is enough. */
  readonly aborted: boolean;
  /** Why. */
  readonly reason: unknown;
  /** Tells when it does. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Tells no longer. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Which messages to wait for, and how long. */
export type Waiting = From & {
  /** Ends the wait: the promise rejects with the signal's reason, and no message is lost. */
  readonly signal?: AbortSignalLike | undefined;
};

/** Waits for an operation that a signal may end, until the operation says that it is too late for that. */
export async function cancellable<T>(
  signal: AbortSignalLike | undefined,
  start: (onTooLate: () => void) => Operation<T>,
): Promise<T> {
  if (signal?.aborted) throw signal.reason;
  let tooLate = false;
  const operation = start(() => {
    tooLate = true;
  });
  if (signal === undefined) return await operation.wait();
  const abort = () => tooLate || operation.cancel(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await operation.wait();
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Waits for a request, without the turns that an async function takes; what goes wrong at its start rejects. */
export function waitFor<T>(start: () => Request<T>): Promise<T> {
  try {
    return start().wait();
  } catch (error) {
    return Promise.reject(error as Error);
  }
}
