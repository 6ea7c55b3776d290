import { isEpsieError } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { Run } from '#src/run/run.js';
import { type CrashFileSystem, seeded } from '../../helpers/crash/crash-file-system.js';
import { diskOf, imageOf, MUTATIONS, pathIn, sameImage, sampledImage } from '../../helpers/crash/disk-image.ts';
import { firstDifferentDraw } from '../../helpers/same-draws.ts';
import { DIRECTORY, ITERATIONS, sameState, sampleSmall, startSmall, uninterrupted } from '../../helpers/small-run.ts';

/** Commits of a run before it is damaged, and commits to follow. */
const COMMITTED = 9;

// Thousands of runs warn here of what is wrong with them.
process.removeAllListeners('warning');

const whole = sampledImage(3, COMMITTED);
/** Runs that differ in their seed alone. */
const others = Promise.all([sampledImage(4, COMMITTED), sampledImage(5, 2), sampledImage(3, COMMITTED)]);

/** Does something on a disk: nothing, if it was refused as it should be. */
async function attempt<T>(
  t: ExecutionContext,
  fs: CrashFileSystem,
  damaged: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const before = await imageOf(fs);
  try {
    return await work();
  } catch (error) {
    const known = isEpsieError(error, 'FILE_DAMAGED') || isEpsieError(error, 'FILE_FAILED');
    if (!(known || isEpsieError(error, 'STATE_MISMATCH'))) throw error;
    if (!error.message.includes(damaged)) t.fail(`does not name ${damaged}: ${error.message}`);
    if (!sameImage(before, await imageOf(fs))) t.fail(`an attempt that was refused changed files: ${error.message}`);
    return undefined;
  }
}

/** Reads a run completely, then continues it to its end: returns how far that came. */
async function useAll(t: ExecutionContext, fs: CrashFileSystem, damaged: string): Promise<'refused' | 'complete'> {
  const readAll = async (): Promise<number> => {
    const run = await Run.on(fs).open(DIRECTORY);
    const fault = await firstDifferentDraw(run, await uninterrupted);
    if (fault !== undefined) t.fail(`other numbers than were written: ${fault}`);
    return run.length;
  };
  await attempt(t, fs, damaged, readAll);
  const goneOn = await attempt(t, fs, damaged, async () => {
    const sampler = await startSmall();
    const run = await Run.on(fs).open(DIRECTORY);
    if (!(await run.resume(sampler))) t.fail('the run started over');
    await sampleSmall(run, sampler);
    if (!sameState(sampler, await uninterrupted)) t.fail('another state');
    return run;
  });
  if (goneOn === undefined) return 'refused';
  const length = await attempt(t, fs, damaged, readAll);
  if (length !== undefined) t.is(length, ITERATIONS);
  return length === undefined ? 'refused' : 'complete';
}

/** Share of the damages that are tried unless EPSIE_COMPLETE is set. */
const SHARE = process.env['EPSIE_COMPLETE'] === undefined ? 0.25 : 1;

/** Number of times that each file is damaged in each way: more than 10,000 in all. */
const FILES: readonly (readonly [part: string, trials: number])[] = [
  ['manifest.json', 500],
  ['draws.arrows', 420],
  ['swaps.arrows', 420],
  ['ck-000005', 30],
  ['ck-000006', 130],
];

for (const [part, trials] of FILES) {
  for (const [name, mutate] of Object.entries(MUTATIONS)) {
    test(`${part}, ${name}: the same numbers or an error that names it`, async (t) => {
      const image = await whole;
      const path = pathIn(image, part);
      const bytes = image.get(path) as Uint8Array;
      const strangers = (await others).flatMap((other) => [...other.values()]);
      const random = seeded(1);
      const outcomes = { refused: 0, complete: 0 };
      for (let i = 0; i < (name === 'empty' ? 1 : SHARE * trials); i++) {
        const mutated = mutate(bytes, random, strangers);
        const fs = await diskOf(new Map([...image, [path, mutated]]));
        outcomes[await useAll(t, fs, path)]++;
      }
      const gotAround = part.startsWith('ck-') || (name === 'extended' && part.endsWith('.arrows'));
      t.true(gotAround ? outcomes.refused === 0 : outcomes.refused > 0, JSON.stringify(outcomes));
    });
  }
}

test('a run that is not damaged continues', async (t) => {
  const image = await whole;
  t.deepEqual(
    FILES.map(([part]) => image.has(pathIn(image, part))),
    FILES.map(() => true),
  );
  t.is(ITERATIONS, COMMITTED + 3);
  t.is(await useAll(t, await diskOf(image), 'nothing'), 'complete');
});
