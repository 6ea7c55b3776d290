import { createError, type EpsieErrorOf } from '@epsie/core';
import { type Assignment, nameOfTask } from '@epsie/core/pool-kit';
import type { Loss } from './worker-handle.ts';

/** Creates the error of an item that lost two workers. */
export function lostTwice(loss: Loss, worker: number, { job, index }: Assignment): EpsieErrorOf<'POOL_BROKEN'> {
  const message =
    `Worker ${worker} ${loss.what} while running item ${index} of ${nameOfTask(job.task)}, ` +
    'the second worker lost on this item. Does the model exit the process, throw in a callback, or need more memory?';
  return createError('POOL_BROKEN', message, { worker }, loss.cause);
}

/** Creates the error of a pool that has no worker and cannot start one. */
export function cannotStart(cause: unknown): EpsieErrorOf<'POOL_BROKEN'> {
  const why = cause instanceof Error ? cause.message : String(cause);
  return createError('POOL_BROKEN', `No worker thread could be started: ${why}`, {}, cause);
}

/** Creates the error of every map on a closed pool. */
export function closed(): EpsieErrorOf<'POOL_BROKEN'> {
  return createError('POOL_BROKEN', 'This ThreadPool was closed: create a new one', {});
}
