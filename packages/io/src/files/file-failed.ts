import { createError, type EpsieErrorOf, isEpsieError } from '@epsie/core';
import { blockageOf } from './blocked-path.ts';

/** Advice for an error of the system, by its code. */
const ADVICE: { readonly [code: string]: string } = {
  ENOSPC: 'the disk is full: make room and start again',
  EDQUOT: 'your quota of the disk is used up: make room and start again',
  EROFS: 'the file system is read-only: choose another directory',
  EACCES: 'permission denied: check the permissions of the directory, or choose another one',
  EPERM: 'permission denied: check the permissions of the directory, or choose another one',
  ENOENT: 'no such file or directory: check the path',
  ENOTDIR: 'a part of the path is a file, not a directory: check the path',
  EISDIR: 'it is a directory: give the path of a file',
  EIO: 'the device reports an error: look at the disk',
  EMFILE: 'too many files are open: raise the limit (ulimit -n)',
};

/** An error of the system with the path and the way out. */
export function fileFailed(path: string, action: string, cause: unknown): EpsieErrorOf<'FILE_FAILED'> {
  const { code, message } = cause as { code?: string; message?: string };
  const known = code === undefined ? undefined : (wrongPart(path, code) ?? ADVICE[code]);
  const reason = known ?? message ?? String(cause);
  return createError('FILE_FAILED', `Cannot ${action} ${path}: ${reason}${code ? ` (${code})` : ''}`, { path }, cause);
}

/**
 * Names the part of a path that is missing, or is a file where a directory is needed; nothing if it is neither.
 *
 * @param last what to say if only the last part is missing
 */
export function wrongPart(path: string, code: string, last = 'no such file or directory'): string | undefined {
  const part = code === 'ENOENT' || code === 'ENOTDIR' ? findBlockage(path) : undefined;
  if (part === undefined) return undefined;
  if (part.kind === 'file') return `${part.path} is a file, not a directory: check the path`;
  if (part.isLast) return `${last}: check the path`;
  return `there is no directory ${part.path}: check the path, or create it`;
}

/** Where the system does not let us look either, the path is not what to complain of. */
function findBlockage(path: string): ReturnType<typeof blockageOf> {
  try {
    return blockageOf(path);
  } catch {
    return undefined;
  }
}

/** Runs a piece of work on a file; errors of the system come out as `FILE_FAILED` with the path and the way out. */
export async function onFile<T>(path: string, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isEpsieError(error) ? error : fileFailed(path, action, error);
  }
}
