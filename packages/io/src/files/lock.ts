import { randomUUID } from 'node:crypto';
import { createError, type EpsieErrorOf } from '@epsie/core';
import { onFile } from './file-failed.ts';
import type { FileSystem } from './file-system.ts';
import { contentsOf, createLockFile, lockNumbers, lockPath } from './lock-file.ts';
import { conflictWith, type LockOwner, lockedBy, readOwner } from './lock-owner.ts';
import { ownIdentity, type ProcessIdentity } from './process-identity.ts';

// The lock is the file with the highest number, `writer-<n>.lock`. A file is removed only when a higher one exists, so the highest number
// only grows, and a slow process cannot take an old lock for the present one:
//
//   highest file           meaning                        a new writer
//   no file                nobody has written yet         creates 1
//   n, released            its owner has finished         creates n + 1, then removes n
//   n, owner dead          crashed, or silent for long    creates n + 1, then removes n
//   n, owner alive         somebody writes                throws RUN_LOCKED
//
// - Two processes that find n dead both create n + 1, and linking allows one of them.
// - A process that found n dead long ago may create an n + 1 that others have created, used and removed: it sees their higher file, and
//   removes its own.
// - An owner that finishes marks its file instead of removing it; otherwise a slow process could create 1 again.
//
// A lock that is deleted and created under one name, or taken over by renaming, has no such order.

/** Milliseconds between two heartbeats of an owner. */
const HEARTBEAT_INTERVAL = 5000;

/** In each attempt another process was faster; so many in a row mean that something else is wrong. */
const MAX_ATTEMPTS = 100;

/** Exclusive permission to write to a directory, among all processes of all hosts. */
export interface Lock {
  /** Sequence number of this writer, from 1. */
  readonly number: number;
  /** Checks that the lock is still ours; throws `RUN_LOCKED` if another process took over after too long without a heartbeat. */
  verify(): Promise<void>;
  /** Sends a heartbeat; happens automatically unless the thread is busy for minutes. */
  beat(): Promise<void>;
  /** Releases the lock. */
  release(): Promise<void>;
}

/** Tokens of owners in this thread that have finished, but whose files could not be marked, since the disk failed. */
const finishedTokens = new Set<string>();

/** Acquires the lock and returns its number; `undefined` if another process was faster, and the situation must be judged again. */
async function tryAcquire(fs: FileSystem, directory: string, self: LockOwner): Promise<number | undefined> {
  const [highest = 0] = await lockNumbers(fs, directory);
  if (highest > 0) {
    const path = lockPath(directory, highest);
    const owner = await readOwner(fs, path);
    if (owner === undefined) return undefined;
    const conflict = finishedTokens.has(owner.token) ? undefined : await conflictWith(fs, directory, path, owner, self);
    if (conflict !== undefined) throw conflict;
  }
  return (await createLockFile(fs, directory, highest + 1, self)) ? highest + 1 : undefined;
}

class HeldLock implements Lock {
  readonly number: number;
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #owner: LockOwner;
  #timer: NodeJS.Timeout | undefined;

  constructor(fs: FileSystem, directory: string, owner: LockOwner, number: number) {
    this.number = number;
    this.#fs = fs;
    this.#directory = directory;
    this.#owner = owner;
    // A failed heartbeat is followed by the next; `verify` reports when minutes have passed without one.
    this.#timer = setInterval(() => void this.beat().catch(() => undefined), HEARTBEAT_INTERVAL);
    this.#timer.unref();
  }

  get #path(): string {
    return lockPath(this.#directory, this.number);
  }

  async #lost(): Promise<EpsieErrorOf<'RUN_LOCKED'> | undefined> {
    const [highest = 0] = await lockNumbers(this.#fs, this.#directory);
    const owner = highest === 0 ? undefined : await readOwner(this.#fs, lockPath(this.#directory, highest));
    if (owner?.token === this.#owner.token) return undefined;
    if (owner !== undefined)
      return lockedBy(this.#directory, owner, 'it took over after this process sent no heartbeat for too long');
    const { host, pid } = this.#owner;
    return createError('RUN_LOCKED', `${this.#path} was removed: start again`, { path: this.#directory, host, pid });
  }

  async verify(): Promise<void> {
    const error = await onFile(this.#path, 'read', () => this.#lost());
    if (error === undefined) return;
    clearInterval(this.#timer);
    throw error;
  }

  async beat(): Promise<void> {
    await onFile(this.#path, 'touch', () => this.#fs.touch(this.#path));
  }

  async release(): Promise<void> {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    try {
      await onFile(this.#path, 'release', () => this.#markReleased());
    } catch (error) {
      finishedTokens.add(this.#owner.token);
      throw error;
    }
  }

  async #markReleased(): Promise<void> {
    if ((await this.#lost()) !== undefined) return;
    // In place and of the same length, so that a full disk cannot prevent it.
    const file = await this.#fs.open(this.#path, 'write');
    try {
      await file.write(contentsOf({ ...this.#owner, released: true }), 0);
    } finally {
      await file.close();
    }
  }
}

/**
 * Acquires the lock of a directory. A lock of a dead process is taken over: on this host at once, from other hosts and containers when
 * their heartbeats have stopped.
 *
 * @param identity of the process; only tests pass another than that of this process
 * @throws `RUN_LOCKED` if another process (or this one, even in another thread) has the lock, `FILE_DAMAGED` if its file is invalid
 */
export async function acquireLock(
  fs: FileSystem,
  directory: string,
  identity: ProcessIdentity = ownIdentity(),
): Promise<Lock> {
  const owner: LockOwner = { ...identity, token: randomUUID(), time: new Date().toISOString() };
  return onFile(directory, 'lock', async () => {
    for (let i = 0; i < MAX_ATTEMPTS; i++) {
      const number = await tryAcquire(fs, directory, owner);
      if (number !== undefined) return new HeldLock(fs, directory, owner, number);
    }
    throw lockedBy(directory, owner, 'other processes were faster again and again; try again later');
  });
}
