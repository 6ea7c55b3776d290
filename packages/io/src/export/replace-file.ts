import { open, stat, truncate } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemError } from '../errors/system-error.ts';
import { replace, sweepTemporaries } from '../files/atomic-write.ts';
import { fileFailed } from '../files/file-failed.ts';
import { nodeFileSystem } from '../files/node-file-system.ts';

/**
 * Creates or replaces a file atomically: whatever happens, its name refers to the old file (or to no file) or to the complete new one.
 *
 * @param path final path of the file
 * @param write writes the new contents to an existing, empty file
 * @throws EpsieError `FILE_FAILED` where `write` or the system throws an error with a `code`
 */
export async function replaceFile(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const target = resolve(path);
  try {
    await refuseDirectory(target);
    // Leftovers are harmless.
    await sweepTemporaries(nodeFileSystem, dirname(target)).catch(() => undefined);
    await replace(nodeFileSystem, target, (temporary) => fill(temporary, write));
  } catch (error) {
    throw isSystemError(error) ? fileFailed(path, 'write', error) : error;
  }
}

async function fill(temporary: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await (await open(temporary, 'wx')).close();
  try {
    await write(temporary);
    await sync(temporary);
  } catch (error) {
    // Frees the space even if the HDF5 library could not close the file. The first error is the one to report.
    await truncate(temporary).catch(() => undefined);
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const file = await nodeFileSystem.open(path, 'write');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function refuseDirectory(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  if (found?.isDirectory()) throw systemError('is a directory', { code: 'EISDIR' });
}

// Such as ENOSPC, or HDF5; codes of EpsieError and of Node itself (ERR_…) have an underscore.
function isSystemError(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9]+$/.test(code);
}
