import { createError, type EpsieErrorOf, isEpsieError } from '@epsie/core/checks';
import { blockageOf } from './blocked-path.ts';

/** Meaning of an error code of the system, in its own words, with advice. */
const ADVICE: { readonly [code: string]: string } = {
  ENOSPC: 'no space left on device: free disk space and start again',
  EDQUOT: 'disk quota exceeded: free disk space and start again',
  EROFS: 'read-only file system: choose another directory',
  EACCES: 'permission denied: check the permissions of the directory, or choose another one',
  EPERM: 'permission denied: check the permissions of the directory, or choose another one',
  ENOENT: 'no such file or directory: check the path',
  ENOTDIR: 'not a directory: a part of the path is a file, check the path',
  EISDIR: 'is a directory: pass the path of a file',
  EIO: 'input/output error: check the disk',
  EMFILE: 'too many open files: raise the limit (ulimit -n)',
};

/** Creates the error for a failed system call, with the path and advice. */
export function fileFailed(path: string, action: string, cause: unknown): EpsieErrorOf<'FILE_FAILED'> {
  const { code, message } = cause as { code?: string; message?: string };
  const known = code === undefined ? undefined : (wrongPart(path, code) ?? ADVICE[code]);
  const reason = known ?? message ?? String(cause);
  return createError('FILE_FAILED', `Cannot ${action} ${path}: ${reason}${code ? ` (${code})` : ''}`, { path }, cause);
}

/**
 * Describes the part of a path that is missing, or is a file where a directory is needed; `undefined` if there is no such part.
 *
 * @param last text if only the last part is missing
 * @param advice what else to do about a directory that is missing
 */
export function wrongPart(
  path: string,
  code: string,
  last = 'no such file or directory',
  advice = ', or create it',
): string | undefined {
  const part = code === 'ENOENT' || code === 'ENOTDIR' ? findBlockage(path) : undefined;
  if (part === undefined) return undefined;
  if (part.kind === 'file') return `${part.path} is a file, not a directory: check the path`;
  if (part.isLast) return `${last}: check the path`;
  return `there is no directory ${part.path}: check the path${advice}`;
}

/** Finds the bad part of a path; `undefined` if the system does not permit to search for it. */
function findBlockage(path: string): ReturnType<typeof blockageOf> {
  try {
    return blockageOf(path);
  } catch {
    return undefined;
  }
}

/** Runs work on a file; errors of the system become `FILE_FAILED` with the path and advice. */
export async function onFile<T>(path: string, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isEpsieError(error) ? error : fileFailed(path, action, error);
  }
}
