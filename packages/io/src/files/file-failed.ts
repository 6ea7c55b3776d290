import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createError, type EpsieErrorOf, isEpsieError } from '@epsie/core';

/** What to do about an error of the system, by its code. */
const WAYS_OUT: { readonly [code: string]: string } = {
  ENOSPC: 'the disk is full: make room and start again',
  EDQUOT: 'your quota of the disk is used up: make room and start again',
  EROFS: 'the file system is read-only: choose another directory',
  EACCES: 'permission denied: check the permissions of the directory, or choose another one',
  EPERM: 'permission denied: check the permissions of the directory, or choose another one',
  ENOTDIR: 'a part of the path is a file, not a directory: check the path',
  EISDIR: 'it is a directory: give the path of a file',
  EIO: 'the device reports an error: look at the disk',
  EMFILE: 'too many files are open: raise the limit (ulimit -n)',
};

/** An error of the system with the path and the way out. */
export function fileFailed(path: string, action: string, cause: unknown): EpsieErrorOf<'FILE_FAILED'> {
  const { code, message } = cause as { code?: string; message?: string };
  const wayOut = code === 'ENOENT' ? missingPart(path) : code !== undefined && WAYS_OUT[code];
  const reason = wayOut || (message ?? String(cause));
  return createError('FILE_FAILED', `Cannot ${action} ${path}: ${reason}${code ? ` (${code})` : ''}`, { path }, cause);
}

/** Names the first part of a path that does not exist: often not the last one, but a folder above it. */
function missingPart(path: string): string {
  let missing = resolve(path);
  if (existsSync(missing)) return 'no such file or directory: check the path';
  while (dirname(missing) !== missing && !existsSync(dirname(missing))) missing = dirname(missing);
  const what = missing === resolve(path) ? 'no such file or directory' : `the directory ${missing} does not exist`;
  return `${what}: check the path, or create it`;
}

/** Runs a piece of work on a file; errors of the system come out as `FILE_FAILED` with the path and the way out. */
export async function onFile<T>(path: string, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isEpsieError(error) ? error : fileFailed(path, action, error);
  }
}
