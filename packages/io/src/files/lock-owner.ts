import { setTimeout as sleep } from 'node:timers/promises';
import { createError, type EpsieErrorOf, isPlainObject } from '@epsie/core/checks';
import { fileDamaged } from '../errors/file-damaged.ts';
import type { FileSystem } from './file-system.ts';
import { type ProcessIdentity, startOf } from './process-identity.ts';
import { timeIn } from './temporary.ts';

/** Contents of a lock file: the process that writes, or wrote. */
export type LockOwner = ProcessIdentity & {
  /** Unique id of the lock. */
  readonly token: string;
  /** Time at which it was acquired, in ISO 8601. */
  readonly time: string;
  /** Whether the owner has finished. */
  readonly released?: boolean;
};

/** Milliseconds without a heartbeat after which a process on another host counts as dead. */
export const STALE_AFTER = 120_000;

const MAX_BYTES = 65_536;

/** Number of reads of an empty lock file, and milliseconds between them. */
const READ_ATTEMPTS = 50;
const READ_DELAY = 20;

const STRING_FIELDS = ['started', 'host', 'boot', 'namespace', 'token', 'time'] as const;

function isOwner(value: unknown): value is LockOwner {
  if (typeof value !== 'object' || value === null || !isPlainObject(value)) return false;
  const { pid, ...fields } = value as Record<string, unknown>;
  return (
    Number.isSafeInteger(pid) && (pid as number) > 0 && STRING_FIELDS.every((name) => typeof fields[name] === 'string')
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(fs: FileSystem, path: string): Promise<string> {
  const file = await fs.open(path, 'read');
  try {
    const bytes = new Uint8Array(Math.min(await file.size(), MAX_BYTES));
    return new TextDecoder().decode(bytes.subarray(0, await file.read(bytes, 0)));
  } finally {
    await file.close();
  }
}

async function readIfExists(fs: FileSystem, path: string): Promise<string | undefined> {
  try {
    return await readText(fs, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Reads a lock file; `undefined` if it does not exist (any more).
 *
 * @throws `FILE_DAMAGED` if it is invalid
 */
export async function readOwner(fs: FileSystem, path: string): Promise<LockOwner | undefined> {
  let text = await readIfExists(fs, path);
  // The file appears complete, except on file systems without hard links, where it is about to be written.
  for (let i = 0; i < READ_ATTEMPTS && text === ''; i++) {
    await sleep(READ_DELAY);
    text = await readIfExists(fs, path);
  }
  if (text === undefined) return undefined;
  const owner = parse(text);
  if (!isOwner(owner)) throw fileDamaged(path, 'does not name the process that writes: delete it if no process does');
  return owner;
}

/** Creates the error for a directory that another process writes to, with its start and advice. */
export function lockedBy(directory: string, owner: LockOwner, advice: string): EpsieErrorOf<'RUN_LOCKED'> {
  const { pid, host, time } = owner;
  const message = `Process ${pid} on ${host} has been writing to ${directory} since ${time}: ${advice}`;
  return createError('RUN_LOCKED', message, { path: directory, host, pid });
}

/** Returns whether an owner in our own pid namespace still runs. */
function runs(owner: LockOwner): boolean {
  const started = startOf(owner.pid);
  if (started === undefined) return false;
  return started === '' || owner.started === '' || started === owner.started;
}

function advice(owner: LockOwner, self: ProcessIdentity): string {
  const own = owner.pid === self.pid && owner.started === self.started;
  return own
    ? 'that is this process: wait for its other `sample` first'
    : `wait for it to end, or end it (kill ${owner.pid})`;
}

/** Returns the time of the last heartbeat; −∞ if another process has removed the file since, which the next list of the directory shows. */
async function lastHeartbeat(fs: FileSystem, path: string): Promise<number> {
  return await fs.modified(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Number.NEGATIVE_INFINITY;
    throw error;
  });
}

/**
 * Returns the error if a lock must not be taken over; `undefined` if its owner has finished or is dead.
 *
 *     owner released                        dead
 *     same host, another boot               dead
 *     same host, same pid namespace         ask the system whether the process runs
 *     another host or container             dead after minutes without a heartbeat
 */
export async function conflictWith(
  fs: FileSystem,
  directory: string,
  path: string,
  owner: LockOwner,
  self: ProcessIdentity,
): Promise<EpsieErrorOf<'RUN_LOCKED'> | undefined> {
  if (owner.released === true) return undefined;
  if (owner.host === self.host) {
    // The host was rebooted since.
    if (owner.boot !== self.boot) return undefined;
    if (owner.namespace === self.namespace) {
      return runs(owner) ? lockedBy(directory, owner, advice(owner, self)) : undefined;
    }
  }
  // Both times are of the clock of the file system, since those of the hosts may differ.
  const age = (await timeIn(fs, directory)) - (await lastHeartbeat(fs, path));
  if (age > STALE_AFTER) return undefined;
  const wait = Math.ceil((STALE_AFTER - age) / 1000);
  return lockedBy(directory, owner, `wait for it to end; if it is dead already, try again in ${wait} s`);
}
