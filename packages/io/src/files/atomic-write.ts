import { dirname } from 'node:path';
import { fileFailed, onFile } from './file-failed.ts';
import type { FileSystem } from './file-system.ts';
import { removeAll, withTemporary } from './temporary.ts';

export { sweepTemporaries } from './temporary.ts';

/** Writes a new file and makes its contents durable; its name is so only after `syncDirectory`. */
export async function writeNew(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.open(path, 'create');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a filled temporary the final name; durable when it returns, no trace of the temporary when it throws. */
export async function replace(
  fs: FileSystem,
  path: string,
  fill: (temporary: string) => Promise<void>,
  rename: FileSystem['rename'] = (from, to) => fs.rename(from, to),
): Promise<void> {
  await withTemporary(path, async (temporary) => {
    try {
      await fill(temporary);
      await rename(temporary, path);
    } catch (error) {
      // The first error is the one to hear of: that of removing is likely to have the same cause.
      await removeAll(fs, temporary).catch(() => undefined);
      throw error;
    }
    await onFile(path, 'write', () => fs.syncDirectory(dirname(path)));
  });
}

/**
 * Writes a file, or replaces one, such that after a crash of the program or the machine the old or the new one is there whole.
 * When it returns, the new one is durable; when it throws, the old one is still there, unless making the new name durable failed:
 * then it may be either.
 *
 * @throws `FILE_FAILED` with the path and the way out
 */
export async function writeAtomically(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  await onFile(path, 'write', () => replace(fs, path, (temporary) => writeNew(fs, temporary, bytes)));
}

/** There is a file, or a directory with something in it, where {@link createDirectory} was to make one. */
export class PathTaken extends Error {
  override readonly name = 'PathTaken';
  /** Which path. */
  readonly path: string;

  constructor(path: string, cause?: unknown) {
    super(`${path} is there already`, { cause });
    this.path = path;
  }
}

const TAKEN: readonly (string | undefined)[] = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR'];

/** The system refuses to rename a directory onto a file, or onto a directory with something in it. */
async function renameOntoNothing(fs: FileSystem, from: string, to: string): Promise<void> {
  try {
    await fs.rename(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (TAKEN.includes(code) || (process.platform === 'win32' && code === 'EPERM')) throw new PathTaken(to, error);
    throw fileFailed(to, 'make', error);
  }
}

/**
 * Makes a directory that is there with all its files or not at all. An empty directory of that name is replaced.
 *
 * @param path where it is to be; its parent must exist
 * @param fill writes the files into the directory it is given, and makes their contents durable; what it throws comes out as it is
 * @throws {@link PathTaken} where something of that name exists, `FILE_FAILED` where the system refuses
 */
export async function createDirectory(
  fs: FileSystem,
  path: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  // Saves the filling; a file of that name, and whoever is faster, are found out by the renaming.
  const names = await fs.list(path).catch(() => []);
  if (names.length > 0) throw new PathTaken(path);
  const fillNew = async (temporary: string): Promise<void> => {
    await onFile(path, 'make', () => fs.makeDirectory(temporary));
    await fill(temporary);
    await onFile(path, 'make', () => fs.syncDirectory(temporary));
  };
  await replace(fs, path, fillNew, (from, to) => renameOntoNothing(fs, from, to));
}
