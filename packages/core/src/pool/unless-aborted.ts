import { createError } from '../errors/epsie-error.ts';
import { type AbortSignalLike, repeatEvery } from '../platform/host.ts';
import type { TaskContext } from './task.ts';

type Signal = NonNullable<TaskContext['signal']>;

/** Milliseconds between two reads of a signal that only has `aborted`, as a task gets it from a pool of other processes. */
const INTERVAL = 20;

/**
 * Waits for work that may never end, until it has ended or a signal fires.
 *
 * @throws EpsieError `ABORTED` if the signal fires first; the work is left to itself
 */
export async function unlessAborted<T>(work: Promise<T>, signal: Signal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  let stopWatching = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    const check = (): void => {
      if (signal.aborted) reject(createError('ABORTED', 'Aborted: the run was cancelled', {}));
    };
    stopWatching = watch(signal, check);
    check();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stopWatching();
  }
}

/** Calls a function when a signal may have fired. Returns a function that ends this. */
function watch(signal: Signal, check: () => void): () => void {
  if (!isEventTarget(signal)) return repeatEvery(INTERVAL, check);
  signal.addEventListener('abort', check);
  return () => signal.removeEventListener('abort', check);
}

const isEventTarget = (signal: Signal): signal is AbortSignalLike =>
  typeof (signal as Partial<AbortSignalLike>).addEventListener === 'function';
