import { isEpsieError } from '@epsie/core';
import test from 'ava';
import { createDirectory, PathTaken, sweepTemporaries, writeAtomically } from '#src/files/atomic-write.js';
import type { FileSystem } from '#src/files/file-system.js';
import { CrashFileSystem, type Random, seeded, type Trouble } from '../helpers/crash-file-system.js';

async function read(fs: FileSystem, path: string): Promise<Uint8Array> {
  const file = await fs.open(path, 'read');
  const content = new Uint8Array(await file.size());
  await file.read(content, 0);
  await file.close();
  return content;
}

/** The contents of a version of a file: a random number of bytes, all alike. */
const versionOf = (random: Random, version: number): Uint8Array =>
  new Uint8Array(1 + Math.floor(2000 * random())).fill(version);

/** What a trial came to: `undefined`, or what is wrong. */
type Trial = (random: Random, trouble: Trouble) => Promise<string | undefined>;

/** The first thing that is wrong in some trials. */
async function firstFault(trial: Trial, trials: number, trouble: Trouble = {}): Promise<string | undefined> {
  for (let seed = 1; seed <= trials; seed++) {
    const fault = await trial(seeded(seed), trouble);
    if (fault !== undefined) return `trial ${seed}: ${fault}`;
  }
  return undefined;
}

async function emptyRun(): Promise<CrashFileSystem> {
  const fs = new CrashFileSystem();
  await fs.makeDirectory('/run');
  fs.settle();
  return fs;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Works until the crash comes that is to come; other errors are errors. */
async function untilCrash(fs: CrashFileSystem, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!fs.crashed) throw error;
  }
}

const temporaries = async (fs: FileSystem): Promise<boolean> =>
  (await fs.list('/run')).some((name) => name.endsWith('.tmp'));

/** Writes a file again and again through several crashes, and looks after each. */
const fileTrial: Trial = async (random, trouble) => {
  let disk = await emptyRun();
  let acknowledged: Uint8Array = new Uint8Array();
  for (let round = 0; round < 4; round++) {
    const fs = disk.restart({ ...trouble, stopAt: 1 + Math.floor(25 * random()), random });
    let next = acknowledged;
    await untilCrash(fs, async () => {
      await sweepTemporaries(fs, '/run');
      if (await temporaries(fs)) throw new Error('A temporary is left');
      for (let i = 1; i < 4; i++) {
        next = versionOf(random, 10 * round + i);
        await writeAtomically(fs, '/run/state', next);
        acknowledged = next;
      }
    });
    disk = fs.crash(random);
    const left = await read(disk, '/run/state').catch(() => new Uint8Array());
    if (!same(left, acknowledged) && !same(left, next)) {
      return `${left.length} bytes of ${left[0]}, acknowledged were ${acknowledged.length} of ${acknowledged[0]}`;
    }
    acknowledged = left;
  }
  return undefined;
};

/** Makes directories with two files each through several crashes, and looks after each. */
const directoryTrial: Trial = async (random, trouble) => {
  let disk = await emptyRun();
  const acknowledged = new Set<string>();
  for (let round = 0; round < 4; round++) {
    const fs = disk.restart({ ...trouble, stopAt: 1 + Math.floor(40 * random()), random });
    await untilCrash(fs, async () => {
      await sweepTemporaries(fs, '/run');
      if (await temporaries(fs)) throw new Error('A temporary is left');
      for (const name of ['a', 'b', 'c']) {
        if (acknowledged.has(name)) continue;
        await createDirectory(fs, `/run/${name}`, async (temporary) => {
          await writeAtomically(fs, `${temporary}/one`, new Uint8Array(700).fill(1));
          await fs.makeDirectory(`${temporary}/two`);
        });
        acknowledged.add(name);
      }
    });
    disk = fs.crash(random);
    const names = (await disk.list('/run')).filter((name) => !name.startsWith('.'));
    const lost = [...acknowledged].find((name) => !names.includes(name));
    if (lost !== undefined) return `${lost} is lost`;
    for (const name of names) {
      acknowledged.add(name);
      if ((await disk.list(`/run/${name}`)).join() !== 'one,two') return `${name} is not whole`;
      if (!same(await read(disk, `/run/${name}/one`), new Uint8Array(700).fill(1))) return `${name}/one is not whole`;
    }
  }
  return undefined;
};

const FILE_SYNCS = ['sync /run/.state.*.tmp', 'syncDirectory /run'];

test('after any crash a file is there whole, the old one or the new, and what was acknowledged is not lost', async (t) => {
  t.is(await firstFault(fileTrial, 500), undefined);
});

for (const sync of FILE_SYNCS) {
  test(`a file is damaged or lost without '${sync}'`, async (t) => {
    t.not(await firstFault(fileTrial, 500, { ignore: [sync] }), undefined);
  });
}

test('these are all the synchronisations of a file', async (t) => {
  const fs = await emptyRun();
  await writeAtomically(fs, '/run/state', new Uint8Array(3));
  t.deepEqual([...fs.syncs], FILE_SYNCS);
});

test('after any crash a directory is there with all its files or not at all', async (t) => {
  t.is(await firstFault(directoryTrial, 500), undefined);
});

for (const sync of ['syncDirectory .*.tmp', 'syncDirectory run']) {
  test(`a directory is damaged or lost without '${sync}'`, async (t) => {
    t.not(await firstFault(directoryTrial, 500, { ignore: [sync] }), undefined);
  });
}

test('whatever operation fails, the error names the file, the old one is there and no temporary', async (t) => {
  const old = new Uint8Array(1000).fill(1);
  const next = new Uint8Array(1000).fill(2);
  for (let failAt = 1; ; failAt++) {
    const disk = await emptyRun();
    await writeAtomically(disk, '/run/state', old);
    const fs = disk.restart({ failAt });
    const error = await writeAtomically(fs, '/run/state', next).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) {
      t.is(failAt, 6);
      break;
    }
    t.true(isEpsieError(error, 'FILE_FAILED') && error.path === '/run/state' && error.message.includes('/run/state'));
    t.deepEqual(await fs.list('/run'), ['state']);
    // The last one makes the name durable, which the file has by then.
    t.deepEqual(await read(fs, '/run/state'), failAt === 5 ? next : old);
  }
});

test('a full disk leaves the old file, and the error says so', async (t) => {
  const fs = (await emptyRun()).restart({ capacity: 2048 });
  await writeAtomically(fs, '/run/state', new Uint8Array(1500).fill(1));
  for (let i = 0; i < 25; i++) {
    const error = await t.throwsAsync(writeAtomically(fs, '/run/state', new Uint8Array(600 + i)));
    t.regex(error.message, /^Cannot write \/run\/state: the disk is full: make room/);
  }
  t.deepEqual(await fs.list('/run'), ['state']);
  t.deepEqual(await read(fs, '/run/state'), new Uint8Array(1500).fill(1));
});

test('a directory does not take the place of anything', async (t) => {
  const fs = await emptyRun();
  const fill = (temporary: string): Promise<void> => writeAtomically(fs, `${temporary}/x`, new Uint8Array(3));
  await createDirectory(fs, '/run/full', fill);
  await writeAtomically(fs, '/run/file', new Uint8Array(3));
  await fs.makeDirectory('/run/empty');
  for (const path of ['/run/full', '/run/file']) {
    const error = await t.throwsAsync(createDirectory(fs, path, fill), { instanceOf: PathTaken });
    t.is(error.path, path);
  }
  await createDirectory(fs, '/run/empty', fill);
  t.deepEqual(await fs.list('/run/empty'), ['x']);
  t.deepEqual(await fs.list('/run'), ['full', 'file', 'empty']);
});

test('a filling that fails leaves nothing, and its error comes out', async (t) => {
  const fs = await emptyRun();
  const cause = new RangeError('no');
  const failing = createDirectory(fs, '/run/x', async (temporary) => {
    await fs.makeDirectory(`${temporary}/deep`);
    await writeAtomically(fs, `${temporary}/deep/y`, new Uint8Array(3));
    throw cause;
  });
  t.is(await t.throwsAsync(failing), cause);
  t.deepEqual(await fs.list('/run'), []);
  t.true(isEpsieError(await t.throwsAsync(createDirectory(fs, '/no/x', async () => undefined)), 'FILE_FAILED'));
});

test('2000 trials take a few seconds', async (t) => {
  const start = performance.now();
  await firstFault(fileTrial, 2000);
  const seconds = (performance.now() - start) / 1000;
  t.log(`${seconds.toFixed(1)} s`);
  t.true(seconds < 20);
});
