import { createError, type EpsieErrorOf, type ErrorData, type ExportReference } from '@epsie/core';
import { typeError } from '@epsie/core/checks';
import { type Assignment, nameOfTask, taskFailure } from '@epsie/core/pool-kit';
import { list } from './worker-ranks.ts';
import type { RankHandle } from './rank-handle.ts';

/** What a task threw on another rank: the same error, which also knows `rank` and `host`. */
export function failedOn({ rank, host, place }: RankHandle, error: ErrorData, { job }: Assignment): Error {
  return Object.assign(taskFailure(error, place, job.task), { rank, host });
}

/** The error of every map on a closed pool. */
export function closed(): EpsieErrorOf<'POOL_BROKEN'> {
  const message = 'This MpiPool was closed, and with it MPI: a job has one pool, to be closed when all is done';
  return createError('POOL_BROKEN', message, {});
}

/** The error of a pool where no rank answers. */
export function stalled(silent: readonly RankHandle[], limit: number): EpsieErrorOf<'POOL_BROKEN'> {
  const message =
    `No rank has answered for ${limit / 1000} s, the \`stallTimeout\` of this pool: ${list(silent)}. ` +
    'Does the model loop, is a machine or its network down, or can one item take longer than that?';
  const [first] = silent;
  return createError('POOL_BROKEN', message, first === undefined ? {} : { worker: first.rank });
}

/** The error of a pool whose messages MPI cannot deliver. */
export function mpiFailed(cause: unknown): EpsieErrorOf<'POOL_BROKEN'> {
  const why = cause instanceof Error ? cause.message : String(cause);
  return createError('POOL_BROKEN', `MPI failed: ${why}`, {}, cause);
}

/** The error of a task that no rank could import without running the program again. */
export function inMainScript(task: ExportReference): TypeError {
  return typeError(
    `Expected ${nameOfTask(task)} to stand in a module of its own, but that is the main script of this program, which another ` +
      'rank cannot import without running the program again',
  );
}
