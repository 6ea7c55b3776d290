import { createError, type EpsieErrorOf } from '@epsie/core';
import { usageError } from '@epsie/core/checks';
import { type Assignment, nameOfTask } from '@epsie/core/pool-kit';
import type { Loss } from './worker-handle.ts';

/** Creates the error of an item that lost two workers. */
export function lostTwice(loss: Loss, worker: number, { job, index }: Assignment): EpsieErrorOf<'POOL_BROKEN'> {
  const message =
    `Worker ${worker} ${loss.what} while running item ${index} of ${nameOfTask(job.task)}, ` +
    'the second worker lost on this item. Does the model call `close()`, throw in a callback, or need more memory?';
  return createError('POOL_BROKEN', message, { worker }, loss.cause);
}

/** Creates the error of a pool that has no worker and cannot start one. */
export function cannotStart(why: string, cause?: unknown): EpsieErrorOf<'POOL_BROKEN'> {
  return createError('POOL_BROKEN', `No Web Worker could be started: ${why}`, {}, cause);
}

/** Creates the error of every map on a closed pool. */
export function closed(): EpsieErrorOf<'POOL_BROKEN'> {
  return createError('POOL_BROKEN', 'This WebWorkerPool was closed: create a new one', {});
}

/** Creates the error of a pool on a platform without Web Workers. */
export const noWorkers = (): Error =>
  usageError(
    'Expected a platform with Web Workers, but this one has no global `Worker`. On Node, use `new ThreadPool()` of @epsie/pool-threads',
  );

/** Creates the error of a pool inside of a worker of another pool. */
export const nested = (): Error =>
  usageError(
    'Expected WebWorkerPool to be created outside of its workers, but this is a worker of another WebWorkerPool. Most likely the ' +
      'worker imported the main script along with the model, and ran the program again: move the model to a separate module',
  );
