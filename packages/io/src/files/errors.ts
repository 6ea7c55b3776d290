import { createError, type EpsieErrorOf, isEpsieError } from '@epsie/core';

/** What to do about an error of the system, by its code. */
const WAYS_OUT: { readonly [code: string]: string } = {
  ENOSPC: 'the disk is full: make room and start again',
  EDQUOT: 'your quota of the disk is used up: make room and start again',
  EROFS: 'the file system is read-only: choose another directory',
  EACCES: 'the rights to do so are missing: change them, or choose another directory',
  EPERM: 'the rights to do so are missing: change them, or choose another directory',
  ENOENT: 'it is not there: check the path, make the directory',
  ENOTDIR: 'a part of the path is a file, not a directory: check the path',
  EISDIR: 'it is a directory: give the path of a file',
  EIO: 'the device reports an error: look at the disk',
  EMFILE: 'too many files are open: raise the limit (ulimit -n)',
};

/** An error of the system with the path and the way out. */
export function fileFailed(path: string, action: string, cause: unknown): EpsieErrorOf<'FILE_FAILED'> {
  const { code, message } = cause as { code?: string; message?: string };
  const reason = (code !== undefined && WAYS_OUT[code]) || (message ?? String(cause));
  return createError('FILE_FAILED', `Cannot ${action} ${path}: ${reason}${code ? ` (${code})` : ''}`, { path }, cause);
}

/** Runs a piece of work on a file; errors of the system come out as `FILE_FAILED` with the path and the way out. */
export async function onFile<T>(path: string, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isEpsieError(error) ? error : fileFailed(path, action, error);
  }
}

/** A file that is damaged or foreign: what is wrong with it, and the way out. */
export function fileDamaged(path: string, problem: string, cause?: unknown): EpsieErrorOf<'FILE_DAMAGED'> {
  return createError('FILE_DAMAGED', `${path} ${problem}`, { path }, cause);
}
