import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileFailed } from '../files/errors.ts';

/**
 * Makes a file, or replaces one, at once: whatever happens, there is the old file (or none) or the whole new one under its name.
 *
 * @param path the file
 * @param write writes the new contents to a file that is there and empty
 * @throws EpsieError `FILE_FAILED` where `write` or the system throws an error with a `code`
 */
export async function replaceFile(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const target = resolve(path);
  try {
    await refuseDirectory(target);
    await replaceWith(target, write);
    await sync(dirname(target), 'r');
  } catch (error) {
    throw isSystemError(error) ? fileFailed(path, 'write', error) : error;
  }
}

async function replaceWith(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const token = randomBytes(6).toString('hex');
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.${token}.tmp`);
  await (await open(temporary, 'wx')).close();
  try {
    await write(temporary);
    await sync(temporary, 'r+');
    await rename(temporary, target);
  } catch (error) {
    await discard(temporary);
    throw error;
  }
}

// What went wrong before is what must be told, so errors here are not.
async function discard(temporary: string): Promise<void> {
  // Makes room even if the HDF5 library could not close the file.
  await truncate(temporary).catch(() => undefined);
  await rm(temporary, { force: true }).catch(() => undefined);
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function refuseDirectory(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  if (found?.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
}

// Such as ENOSPC, or HDF5; codes of EpsieError and of Node's own mistakes (ERR_…) have an underscore.
function isSystemError(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9]+$/.test(code);
}
