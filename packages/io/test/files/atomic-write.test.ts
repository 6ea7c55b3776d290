import { isEpsieError } from '@epsie/core';
import test from 'ava';
import { sweepTemporaries, writeAtomically } from '#src/files/atomic-write.js';
import type { Random } from '../helpers/crash/crash-file-system.js';
import { emptyRun, firstFault, read, same, type Trial, temporaries, untilCrash } from '../helpers/trials.js';

/** The contents of a version of a file: a random number of bytes, all alike. */
const versionOf = (random: Random, version: number): Uint8Array =>
  new Uint8Array(1 + Math.floor(2000 * random())).fill(version);

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

const FILE_SYNCS = ['sync /run/.state.*.tmp', 'syncDirectory /run'];

test('after any crash a file is the complete old or new one, and acknowledged writes are kept', async (t) => {
  t.is(await firstFault(fileTrial, 500), undefined);
});

for (const sync of FILE_SYNCS) {
  test(`a file is damaged or lost without '${sync}'`, async (t) => {
    t.not(await firstFault(fileTrial, 500, { ignore: [sync] }), undefined);
  });
}

test('these are all the syncs of a file', async (t) => {
  const fs = await emptyRun();
  await writeAtomically(fs, '/run/state', new Uint8Array(3));
  t.deepEqual([...fs.syncs], FILE_SYNCS);
});

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

test('reports a full disk and leaves the old file', async (t) => {
  const fs = (await emptyRun()).restart({ capacity: 2048 });
  await writeAtomically(fs, '/run/state', new Uint8Array(1500).fill(1));
  for (let i = 0; i < 25; i++) {
    const error = await t.throwsAsync(writeAtomically(fs, '/run/state', new Uint8Array(600 + i)));
    t.regex(error.message, /^Cannot write \/run\/state: no space left on device: free disk space/);
  }
  t.deepEqual(await fs.list('/run'), ['state']);
  t.deepEqual(await read(fs, '/run/state'), new Uint8Array(1500).fill(1));
});
