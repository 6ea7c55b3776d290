import { join } from 'node:path';
import { writeNew } from './atomic-write.ts';
import type { FileSystem } from './file-system.ts';
import type { LockOwner } from './lock-owner.ts';
import { readOwner } from './lock-owner.ts';
import { withTemporary } from './temporary.ts';

const LOCK_FILE = /^writer-([1-9]\d{0,14})\.lock$/;

/** Returns the path of the lock file of a number. */
export const lockPath = (directory: string, number: number): string => join(directory, `writer-${number}.lock`);

/** Returns the numbers of the lock files in a directory, highest first. */
export async function lockNumbers(fs: FileSystem, directory: string): Promise<number[]> {
  const numbers = (await fs.list(directory)).map((name) => Number(LOCK_FILE.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => b - a);
}

/** Returns the contents of a lock file, of the same length before and after its release. */
export const contentsOf = ({ released = false, ...owner }: LockOwner): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify({ ...owner, released })}${released ? ' ' : ''}\n`);

/**
 * Creates the lock file of a number. Its contents are synced before it gets its name, so that a power cut cannot leave an empty lock file. The
 * name is not synced: after a power cut every owner is dead, with or without a file.
 *
 * @returns whether the file is the highest and so the lock is ours; false if another process was faster
 */
export async function createLockFile(
  fs: FileSystem,
  directory: string,
  number: number,
  owner: LockOwner,
): Promise<boolean> {
  const path = lockPath(directory, number);
  try {
    await withTemporary(join(directory, 'writer.lock'), (temporary) => writeAndLink(fs, temporary, path, owner));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // A network file system that repeats a request whose reply was lost fails although the first one created the link.
    if ((await readOwner(fs, path))?.token !== owner.token) return false;
  }
  return keepHighest(fs, directory, number);
}

async function writeAndLink(fs: FileSystem, temporary: string, path: string, owner: LockOwner): Promise<void> {
  try {
    await writeNew(fs, temporary, contentsOf(owner));
    await link(fs, temporary, path, owner);
  } finally {
    await fs.remove(temporary).catch(() => undefined);
  }
}

/** Error codes of file systems without hard links, such as those of memory cards and some network file systems. */
const NO_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** Links a lock file to its final path, which must not exist. Without hard links the file is empty for a moment, and readers wait. */
async function link(fs: FileSystem, temporary: string, path: string, owner: LockOwner): Promise<void> {
  try {
    await fs.link(temporary, path);
  } catch (error) {
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code)) throw error;
    await writeNew(fs, path, contentsOf(owner));
  }
}

/** Removes the files below ours; or ours, if a higher one exists. Returns whether ours is the highest. */
async function keepHighest(fs: FileSystem, directory: string, number: number): Promise<boolean> {
  // This list is no older than the link, even where a network file system caches lists.
  const [highest = 0, ...lower] = await lockNumbers(fs, directory);
  const isOurs = highest === number;
  for (const old of isOurs ? lower : [number]) await fs.remove(lockPath(directory, old)).catch(() => undefined);
  return isOurs;
}
