import { dirname } from 'node:path';
import { fileFailed, onFile } from './file-failed.ts';
import type { FileSystem } from './file-system.ts';
import { removeAll, withTemporary } from './temporary.ts';

export { sweepTemporaries } from './temporary.ts';

/** Writes a new file and makes its contents durable; its name becomes durable with `syncDirectory`. */
export async function writeNew(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.open(path, 'create');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Fills a temporary and renames it to the final path. Durable when it returns; removes the temporary when it throws. */
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
      // The first error is the one to report: an error of the removal is likely to have the same cause.
      await removeAll(fs, temporary).catch(() => undefined);
      throw error;
    }
    await onFile(path, 'write', () => fs.syncDirectory(dirname(path)));
  });
}

/**
 * Writes or replaces a file atomically: after a crash of the program or the machine, the path refers to the complete old or new file. When this
 * returns, the new file is durable; when it throws, the old one is unchanged, unless syncing the directory failed: then it may be either.
 *
 * @throws `FILE_FAILED` with the path and advice
 */
export async function writeAtomically(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  await onFile(path, 'write', () => replace(fs, path, (temporary) => writeNew(fs, temporary, bytes)));
}

/** The path of a new directory exists already, as a file or as a directory that is not empty. */
export class PathTaken extends Error {
  override readonly name = 'PathTaken';
  /** The path. */
  readonly path: string;

  constructor(path: string, cause?: unknown) {
    super(`${path} exists already`, { cause });
    this.path = path;
  }
}

const TAKEN: readonly (string | undefined)[] = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR'];

/** Renames a directory; the system refuses to replace a file, or a directory that is not empty. */
async function renameDirectory(fs: FileSystem, from: string, to: string): Promise<void> {
  try {
    await fs.rename(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (TAKEN.includes(code) || (process.platform === 'win32' && code === 'EPERM')) throw new PathTaken(to, error);
    throw fileFailed(to, 'create', error);
  }
}

/**
 * Creates a directory with its files atomically. An empty directory of that path is replaced.
 *
 * @param path of the directory; its parent must exist
 * @param fill writes the files into the given directory, and makes their contents durable; its errors are passed on
 * @throws @link PathTaken if the path exists, `FILE_FAILED` if the system refuses
 */
export async function createDirectory(
  fs: FileSystem,
  path: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  // Fails early; a file of that path, or a faster process, is detected by the renaming.
  const names = await fs.list(path).catch(() => []);
  if (names.length > 0) throw new PathTaken(path);
  const fillNew = async (temporary: string): Promise<void> => {
    await onFile(path, 'create', () => fs.makeDirectory(temporary));
    await fill(temporary);
    await onFile(path, 'create', () => fs.syncDirectory(temporary));
  };
  await replace(fs, path, fillNew, (from, to) => renameDirectory(fs, from, to));
}
