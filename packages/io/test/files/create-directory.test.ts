import { isEpsieError } from '@epsie/core';
import test from 'ava';
import { createDirectory, PathTaken, sweepTemporaries, writeAtomically } from '#src/files/atomic-write.js';
import { emptyRun, firstFault, read, same, type Trial, temporaries, untilCrash } from '../helpers/trials.js';

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

test('after any crash a directory is complete or missing', async (t) => {
  t.is(await firstFault(directoryTrial, 500), undefined);
});

for (const sync of ['syncDirectory .*.tmp', 'syncDirectory run']) {
  test(`a directory is damaged or lost without '${sync}'`, async (t) => {
    t.not(await firstFault(directoryTrial, 500, { ignore: [sync] }), undefined);
  });
}

test('createDirectory replaces neither files nor directories with contents', async (t) => {
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

test('passes on the error of `fill` and leaves nothing behind', async (t) => {
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
