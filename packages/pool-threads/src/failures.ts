import { createError, type EpsieErrorOf, type ErrorData, type ExportReference, errorFromData } from '@epsie/core';
import type { Loss } from './worker-handle.ts';

/** What a task threw, with a last line of its stack that says where it ran. */
export function taskFailure(error: ErrorData, worker: number, task: ExportReference): Error {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return errorFromData({ ...error, stack: `${stack}\n    in ${nameOf(task)}, on worker ${worker}` });
}

/** The error of an item that cannot be sent to a worker. */
export function itemFailure(cause: unknown, index: number, task: ExportReference): TypeError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new TypeError(`Expected item ${index} of ${nameOf(task)} to be plain data, but it cannot be sent: ${why}`, {
    cause,
  });
}

/** The error of an item that lost two workers. */
export function lostTwice(
  loss: Loss,
  worker: number,
  index: number,
  task: ExportReference,
): EpsieErrorOf<'POOL_BROKEN'> {
  const message =
    `Worker ${worker} ${loss.what} while it worked on item ${index} of ${nameOf(task)}, ` +
    'the second worker lost on this item: does the model end its process, fail in a callback, or need more memory?';
  return createError('POOL_BROKEN', message, { worker }, loss.cause);
}

/** The error of a pool that has no worker and cannot start one. */
export function cannotStart(cause: unknown): EpsieErrorOf<'POOL_BROKEN'> {
  const why = cause instanceof Error ? cause.message : String(cause);
  return createError('POOL_BROKEN', `No worker thread could be started: ${why}`, {}, cause);
}

/** The error of every map on a closed pool. */
export function closed(): EpsieErrorOf<'POOL_BROKEN'> {
  return createError('POOL_BROKEN', 'This ThreadPool was closed: make a new one', {});
}

const nameOf = (task: ExportReference): string => `task \`${task.export}\` of ${task.module}`;
