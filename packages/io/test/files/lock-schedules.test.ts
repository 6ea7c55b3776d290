import { isEpsieError } from '@epsie/core';
import test from 'ava';
import type { FileSystem } from '#src/files/file-system.js';
import { acquireLock } from '#src/files/lock.js';
import { ownIdentity } from '#src/files/process-identity.js';
import { type Random, seeded } from '../helpers/crash/crash-file-system.js';
import { emptyRun, untilCrash } from '../helpers/trials.js';

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve();
}

/** Every operation comes some turns later, now and then many, so that those of several writers mix in any order. */
function delayed(fs: FileSystem, random: Random): FileSystem {
  return new Proxy(fs, {
    get:
      (target, name: keyof FileSystem) =>
      async (...args: never[]) => {
        await turns((random() < 0.1 ? 600 : 8) * random());
        return (target[name] as (...args: never[]) => Promise<unknown>).apply(target, args);
      },
  });
}

const numberOf = (path: string): number => Number(/writer-(\d+)/.exec(path)?.[1] ?? 0);

/** One that does not see, after it made a lock, that there is a higher one. */
function rash(fs: FileSystem): FileSystem {
  let made = Number.POSITIVE_INFINITY;
  const link = async (from: string, to: string): Promise<void> => {
    await fs.link(from, to);
    made = numberOf(to);
  };
  const list = async (path: string): Promise<string[]> => {
    const names = (await fs.list(path)).filter((name) => numberOf(name) <= made);
    made = Number.POSITIVE_INFINITY;
    return names;
  };
  return new Proxy(fs, { get: (target, name: keyof FileSystem) => ({ link, list })[name as 'list'] ?? target[name] });
}

/** One that knows no hard links. */
function linkless(fs: FileSystem): FileSystem {
  const link = (_from: string, to: string): Promise<never> =>
    Promise.reject(Object.assign(new Error(`No links: ${to}`), { code: 'ENOTSUP' }));
  return new Proxy(fs, { get: (target, name: keyof FileSystem) => (name === 'link' ? link : target[name]) });
}

/** Lets writers take a lock in turn, in an order of chance; whether there were two owners at once. */
async function twoOwners(random: Random, wrap: (fs: FileSystem) => FileSystem): Promise<boolean> {
  const disk = await emptyRun();
  // A dead owner, whom all may find at once.
  await acquireLock(disk, '/run', { ...ownIdentity(), started: '1' });
  let owners = 0;
  let most = 0;
  const writer = async (): Promise<void> => {
    const fs = wrap(delayed(disk, random));
    for (let taken = 0; taken < 3; ) {
      try {
        const lock = await acquireLock(fs, '/run');
        owners += 1;
        most = Math.max(most, owners);
        await turns(20 * random());
        owners -= 1;
        await lock.release();
        taken += 1;
      } catch (error) {
        if (!isEpsieError(error, 'RUN_LOCKED')) throw error;
        await turns(100 * random());
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, writer));
  return most > 1;
}

async function schedulesWithTwo(count: number, wrap: (fs: FileSystem) => FileSystem): Promise<number> {
  let found = 0;
  for (let seed = 1; seed <= count; seed++) found += (await twoOwners(seeded(seed), wrap)) ? 1 : 0;
  return found;
}

test('two writers own the lock in no order of their operations', async (t) => {
  t.is(await schedulesWithTwo(200, (fs) => fs), 0);
});

test('works on a file system without hard links', async (t) => {
  t.is(await schedulesWithTwo(20, linkless), 0);
});

test('two do if a writer does not list the locks again after it created its own', async (t) => {
  t.true((await schedulesWithTwo(200, rash)) > 0);
});

/** Takes the lock through several crashes of the machine, each at another operation; returns the first error. */
async function crashes(random: Random, ignore: string[]): Promise<unknown> {
  let disk = await emptyRun();
  for (let boot = 0; boot < 5; boot++) {
    const fs = disk.restart({ stopAt: 1 + Math.floor(20 * random()), random, ignore });
    try {
      await untilCrash(fs, async () => {
        for (;;) await (await acquireLock(fs, '/run', { ...ownIdentity(), boot: `boot ${boot}` })).release();
      });
    } catch (error) {
      return error;
    }
    disk = fs.crash(random);
  }
  return undefined;
}

test('whatever a power cut leaves, the next writer gets the lock', async (t) => {
  for (let seed = 1; seed <= 200; seed++) t.is(await crashes(seeded(seed), []), undefined);
});

test('it fails if the contents of lock files are not synced', async (t) => {
  let found: unknown;
  for (let seed = 1; seed <= 200; seed++) found ??= await crashes(seeded(seed), ['sync .writer.lock.*.tmp']);
  t.true(isEpsieError(found, 'FILE_DAMAGED'));
});
