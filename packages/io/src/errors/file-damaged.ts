import { createError, type EpsieErrorOf } from '@epsie/core/checks';

/** Creates the error for a file that is damaged, or not the expected one: with the problem and advice. */
export function fileDamaged(path: string, problem: string, cause?: unknown): EpsieErrorOf<'FILE_DAMAGED'> {
  return createError('FILE_DAMAGED', `${path} ${problem}`, { path }, cause);
}
