import { createError, type EpsieErrorOf, type ErrorData, type ExportReference } from '@epsie/core';
import { typeError } from '@epsie/core/checks';
import { type Assignment, nameOfTask, taskFailure } from '@epsie/core/pool-kit';
import { listRanks, type RankHandle } from './rank-handle.ts';

/** Restores the error that a task threw on a worker rank, with the fields `rank` and `host`. */
export function failedOn({ rank, host, name }: RankHandle, error: ErrorData, { job }: Assignment): Error {
  return Object.assign(taskFailure(error, name, job.task), { rank, host });
}

/** Creates the error of every map on a closed pool. */
export function closed(): EpsieErrorOf<'POOL_BROKEN'> {
  const message = 'This MpiPool was closed, and with it MPI: a job has one pool, so close it at the end of the program';
  return createError('POOL_BROKEN', message, {});
}

/** Creates the error of a pool whose ranks do not reply. */
export function stalled(silent: readonly RankHandle[], limit: number): EpsieErrorOf<'POOL_BROKEN'> {
  const message =
    `No rank has answered for ${limit / 1000} s, the \`stallTimeout\` of this pool: ${listRanks(silent)}. ` +
    'Does the model loop, is a machine or its network down, or can one item take longer than that?';
  const [first] = silent;
  return createError('POOL_BROKEN', message, first === undefined ? {} : { worker: first.rank });
}

/** Creates the error of a pool whose messages MPI cannot deliver. */
export function mpiFailed(cause: unknown): EpsieErrorOf<'POOL_BROKEN'> {
  const why = cause instanceof Error ? cause.message : String(cause);
  return createError('POOL_BROKEN', `MPI failed: ${why}`, {}, cause);
}

/** Creates the error of a task that no rank could import without running the program again. */
export function inMainScript(task: ExportReference): TypeError {
  return typeError(
    `Expected ${nameOfTask(task)} to be in a separate module, but it is in the main script of this program, which another ` +
      'rank cannot import without running the program again',
  );
}
