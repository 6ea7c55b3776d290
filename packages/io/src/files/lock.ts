import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createError, type EpsieErrorOf } from '@epsie/core';
import { writeNew } from './atomic-write.ts';
import { onFile } from './file-failed.ts';
import type { FileSystem } from './file-system.ts';
import { currentHolder, type LockOwner, lockedBy, readOwner } from './lock-owner.ts';
import { ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { withTemporary } from './temporary.ts';

// The file of the highest number, `writer-<n>.lock`, tells who writes. A file is removed only once there is one of a higher number,
// so the highest only grows, and whoever was slow is found out:
// - Two that judge owner n dead both try to make n+1, and linking lets one of them.
// - One that judged n dead long ago makes an n+1 that others had made, used and removed: it sees their higher one, and gives in.
// - An owner that finishes says so in its file instead of removing it; without it, one that was slow could make 1 again.
// A lock that is deleted and made anew under one name, or taken over by renaming, has no order to tell this by.

/** How often an owner gives a sign of life, in milliseconds. */
const HEARTBEAT_INTERVAL = 5000;

/** In each one another process was faster, so one in a row of so many means that something else is wrong. */
const MAX_ATTEMPTS = 100;

const LOCK_FILE = /^writer-([1-9]\d{0,14})\.lock$/;

const nameOf = (number: number): string => `writer-${number}.lock`;

/** The right to write to a directory, which one process in the world has at a time. */
export interface Lock {
  /** The how manieth writer of the directory this is. */
  readonly number: number;
  /** Whether this is still the owner; `RUN_LOCKED` if another process took over, as nothing was heard of this one for too long. */
  verify(): Promise<void>;
  /** Gives a sign of life; happens by itself as long as the thread is not busy for minutes. */
  beat(): Promise<void>;
  /** Lets the next one write. */
  release(): Promise<void>;
}

async function lockNumbers(fs: FileSystem, directory: string): Promise<number[]> {
  const numbers = (await fs.list(directory)).map((name) => Number(LOCK_FILE.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => b - a);
}

/** As long for one that is released as for one that is not. */
const contentsOf = ({ released = false, ...owner }: LockOwner): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify({ ...owner, released })}${released ? ' ' : ''}\n`);

/**
 * Writes the contents of a lock file, which `publish` then gives its name whole. They are synchronised lest a power cut leave the name
 * of an empty file, that nobody can judge. The name is not: after a power cut every owner is dead, with or without a file.
 */
async function writeOwner(
  fs: FileSystem,
  directory: string,
  owner: LockOwner,
  publish: (temporary: string) => Promise<void>,
): Promise<void> {
  await withTemporary(join(directory, 'writer.lock'), async (temporary) => {
    try {
      await writeNew(fs, temporary, contentsOf(owner));
      await publish(temporary);
    } finally {
      await fs.remove(temporary).catch(() => undefined);
    }
  });
}

/** What file systems without hard links answer: those of memory cards, and some of the network. */
const NO_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** Gives a lock file its name, which must not be taken; without hard links it is empty there for a moment, and readers wait. */
async function publish(fs: FileSystem, temporary: string, path: string, owner: LockOwner): Promise<void> {
  try {
    await fs.link(temporary, path);
  } catch (error) {
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code)) throw error;
    await writeNew(fs, path, contentsOf(owner));
  }
}

/** Makes the lock of a number; `false` if another was faster. */
async function claim(fs: FileSystem, directory: string, number: number, owner: LockOwner): Promise<boolean> {
  const path = join(directory, nameOf(number));
  try {
    await writeOwner(fs, directory, owner, (temporary) => publish(fs, temporary, path, owner));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // A network file system that asks twice, as the first answer was lost, fails although the link is made.
    if ((await readOwner(fs, path))?.token !== owner.token) return false;
  }
  // The list is no older than the link, also where a network file system keeps lists for a while.
  const [highest = 0, ...lower] = await lockNumbers(fs, directory);
  const mine = highest === number;
  for (const old of mine ? lower : [number]) await fs.remove(join(directory, nameOf(old))).catch(() => undefined);
  return mine;
}

/** The number of the lock that was got; `undefined` if another process was faster, and all is to be judged again. */
async function tryAcquire(fs: FileSystem, directory: string, self: LockOwner): Promise<number | undefined> {
  const [highest = 0] = await lockNumbers(fs, directory);
  if (highest > 0) {
    const name = nameOf(highest);
    const owner = await readOwner(fs, join(directory, name));
    if (owner === undefined) return undefined;
    const error = finishedTokens.has(owner.token) ? undefined : await currentHolder(fs, directory, name, owner, self);
    if (error !== undefined) throw error;
  }
  return (await claim(fs, directory, highest + 1, self)) ? highest + 1 : undefined;
}

/** Tokens of owners in this thread that finished, but whose files cannot say so, as the disk failed. */
const finishedTokens = new Set<string>();

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
    // A sign that fails is followed by the next; who goes on for minutes without one is told by `verify`.
    this.#timer = setInterval(() => void this.beat().catch(() => undefined), HEARTBEAT_INTERVAL);
    this.#timer.unref();
  }

  get #path(): string {
    return join(this.#directory, nameOf(this.number));
  }

  async #lost(): Promise<EpsieErrorOf<'RUN_LOCKED'> | undefined> {
    const [highest = 0] = await lockNumbers(this.#fs, this.#directory);
    const owner = highest === 0 ? undefined : await readOwner(this.#fs, join(this.#directory, nameOf(highest)));
    if (owner?.token === this.#owner.token) return undefined;
    if (owner !== undefined) return lockedBy(this.#directory, owner, 'it took over, as nothing was heard of this one');
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
    // In place and of the same length: a disk that is full must not keep the lock.
    const file = await this.#fs.open(this.#path, 'write');
    try {
      await file.write(contentsOf({ ...this.#owner, released: true }), 0);
    } finally {
      await file.close();
    }
  }
}

/**
 * Takes the right to write to a directory. A dead process does not have it: on this machine that is known at once, of other machines
 * and containers from their signs of life, which stop.
 *
 * @param identity who asks; another one than this process only in tests
 * @throws `RUN_LOCKED` if another process (or this one, also in another thread) has it, `FILE_DAMAGED` if its file cannot be read
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
    throw lockedBy(directory, owner, 'others were faster again and again; try again later');
  });
}
