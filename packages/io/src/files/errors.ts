import { createError, type EpsieErrorOf } from '@epsie/core';

/** A file that is damaged or foreign: what is wrong with it, and the way out. */
export function fileDamaged(path: string, problem: string, cause?: unknown): EpsieErrorOf<'FILE_DAMAGED'> {
  return createError('FILE_DAMAGED', `${path} ${problem}`, { path }, cause);
}
