import type { FileSystem } from './file-system.ts';
import { lockNumbers, lockPath } from './lock-file.ts';
import { conflictWith, type LockOwner, readOwner, STALE_AFTER } from './lock-owner.ts';
import { ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** A process that writes to a run. */
export type Writer = {
  /** Process id on its host. */
  readonly pid: number;
  /** Name of its host. */
  readonly host: string;
  /** Time at which it began to write, in ISO 8601, by the clock of its host. */
  readonly since: string;
};

/** Returns the process that writes to a directory now; `undefined` if no process does. Writes nothing itself. */
export async function currentWriter(fs: FileSystem, directory: string): Promise<Writer | undefined> {
  const [highest = 0] = await lockNumbers(fs, directory);
  if (highest === 0) return undefined;
  const path = lockPath(directory, highest);
  const owner = await readOwner(fs, path);
  if (owner === undefined || owner.released === true) return undefined;
  if (!(await isAlive(fs, directory, path, owner, ownIdentity()))) return undefined;
  const { pid, host, time: since } = owner;
  return { pid, host, since };
}

async function isAlive(
  fs: FileSystem,
  directory: string,
  path: string,
  owner: LockOwner,
  self: ProcessIdentity,
): Promise<boolean> {
  if (owner.host === self.host && (owner.boot !== self.boot || owner.namespace === self.namespace))
    return (await conflictWith(fs, directory, path, owner, self)) !== undefined;
  // A reader may not have the permission to ask the file system for its time by writing a file.
  const heartbeat = await fs.modified(path).catch(() => Number.NEGATIVE_INFINITY);
  return Date.now() - heartbeat <= STALE_AFTER;
}
