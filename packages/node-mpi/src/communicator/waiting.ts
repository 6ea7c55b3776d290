import type { Operation } from '../progress/operation.ts';

/** Which messages to receive. */
export type From = {
  /** Rank of the sender; any by default. */
  readonly source?: number | undefined;
  /** Tag of the message; any by default. */
  readonly tag?: number | undefined;
};

/** Which messages to wait for, and how long. */
export type Waiting = From & {
  /** Ends the wait: the promise rejects with the signal's reason, and no message is lost. */
  readonly signal?: AbortSignal | undefined;
};

/** Waits for an operation that a signal may end, until the operation says that it is too late for that. */
export async function cancellable<T>(
  signal: AbortSignal | undefined,
  start: (onTooLate: () => void) => Operation<T>,
): Promise<T> {
  signal?.throwIfAborted();
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
