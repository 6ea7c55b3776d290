import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createError, type EpsieErrorOf } from '@epsie/core';
import { isPlainObject } from '@epsie/core/checks';
import { fileDamaged } from './errors.ts';
import type { FileSystem } from './file-system.ts';
import { type ProcessIdentity, startOf } from './process-identity.ts';
import { timeIn } from './temporary.ts';

/** What a lock file holds: who writes, or wrote. */
export type LockOwner = ProcessIdentity & {
  /** Tells this lock from all others. */
  readonly token: string;
  /** Since when, in ISO 8601. */
  readonly time: string;
  /** The owner has finished. */
  readonly released?: boolean;
};

/** A process that cannot be asked is dead when its lock was not touched for so long, in milliseconds. */
export const STALE_AFTER = 120_000;

const MAX_BYTES = 65_536;

/** How often, and after how many milliseconds, an empty lock file is read again. */
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

async function readIfThere(fs: FileSystem, path: string): Promise<string | undefined> {
  try {
    return await readText(fs, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Reads a lock file; `undefined` if it is not there (any more).
 *
 * @throws `FILE_DAMAGED` if it is none
 */
export async function readOwner(fs: FileSystem, path: string): Promise<LockOwner | undefined> {
  let text = await readIfThere(fs, path);
  // It comes to its name whole, but for file systems without hard links: there it is about to be written.
  for (let i = 0; i < READ_ATTEMPTS && text === ''; i++) {
    await sleep(READ_DELAY);
    text = await readIfThere(fs, path);
  }
  if (text === undefined) return undefined;
  const owner = parse(text);
  if (!isOwner(owner)) throw fileDamaged(path, 'does not say which process writes: if none does, delete it');
  return owner;
}

/** The error that says who writes, since when, and the way out. */
export function lockedBy(directory: string, owner: LockOwner, advice: string): EpsieErrorOf<'RUN_LOCKED'> {
  const { pid, host, time } = owner;
  const message = `Process ${pid} on ${host} writes to ${directory} since ${time}: ${advice}`;
  return createError('RUN_LOCKED', message, { path: directory, host, pid });
}

/** Whether an owner that counts processes as we do still runs. */
function runs(owner: LockOwner): boolean {
  const started = startOf(owner.pid);
  if (started === undefined) return false;
  return started === '' || owner.started === '' || started === owner.started;
}

function advice(owner: LockOwner, self: ProcessIdentity): string {
  const own = owner.pid === self.pid && owner.started === self.started;
  return own ? 'that is this process; close the other run first' : `wait for its end, or end it (kill ${owner.pid})`;
}

/** When it was last touched; never, if another process has removed it since, which the next look at the directory tells. */
async function lastHeartbeat(fs: FileSystem, path: string): Promise<number> {
  return await fs.modified(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Number.NEGATIVE_INFINITY;
    throw error;
  });
}

/** What keeps us from taking a lock over; `undefined` if its owner has finished or is dead. */
export async function currentHolder(
  fs: FileSystem,
  directory: string,
  name: string,
  owner: LockOwner,
  self: ProcessIdentity,
): Promise<EpsieErrorOf<'RUN_LOCKED'> | undefined> {
  if (owner.released === true) return undefined;
  if (owner.host === self.host) {
    // The machine was started anew, and no process lives through that.
    if (owner.boot !== self.boot) return undefined;
    if (owner.namespace === self.namespace) {
      return runs(owner) ? lockedBy(directory, owner, advice(owner, self)) : undefined;
    }
  }
  // Asked of the clock of the file system alone, as those of the hosts may differ.
  const age = (await timeIn(fs, directory)) - (await lastHeartbeat(fs, join(directory, name)));
  if (age > STALE_AFTER) return undefined;
  const wait = Math.ceil((STALE_AFTER - age) / 1000);
  return lockedBy(directory, owner, `wait for its end; if it is dead already, try again in ${wait} s`);
}
