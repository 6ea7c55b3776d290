import { isEpsieError } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { Run } from '#src/run/run.js';
import { firstBoundedDifference } from '../../helpers/bounded.ts';
import type { CrashFileSystem, Trouble } from '../../helpers/crash/crash-file-system.js';
import { DIRECTORY, sameState, startSmall } from '../../helpers/small-run.ts';
import { emptyRun } from '../../helpers/trials.js';

const ITERATIONS = 22;
const OPTIONS = { iterations: ITERATIONS, segment: 3, checkpoint: { segments: 1 } } as const;

const uninterrupted = startSmall().then(async (sampler) => {
  await sampler.run(ITERATIONS);
  return sampler;
});

/** Creates a bounded run of 3 iterations on a disk that works, which then gets its trouble. */
async function started(trouble: Trouble) {
  const fs = await emptyRun();
  const sampler = await startSmall();
  const run = await Run.on(fs).create(DIRECTORY, sampler, { maxDraws: 4 });
  await run.sample(sampler, { ...OPTIONS, iterations: 3 });
  const faulty = fs.restart(trouble);
  const other = await startSmall();
  const opened = await Run.on(faulty).open(DIRECTORY);
  await opened.resume(other);
  return { fs: faulty, run: opened, sampler: other };
}

/** Samples to the end; after each error, checks that it names the cause and that nothing is lost, and tries again. */
async function insist(
  t: ExecutionContext,
  { fs, run, sampler }: Awaited<ReturnType<typeof started>>,
  cause: RegExp,
  onError: (error: Error) => void = () => undefined,
): Promise<number> {
  for (let errors = 0; ; errors++) {
    try {
      await run.sample(sampler, OPTIONS);
      t.is(await firstBoundedDifference(run, await uninterrupted), undefined);
      return errors;
    } catch (error) {
      if (errors > 3 || !isEpsieError(error, 'FILE_FAILED')) throw error;
      t.true(error.path.startsWith(DIRECTORY) && error.message.includes(error.path), error.message);
      t.regex(error.message, cause);
      const read = await Run.on(fs).open(DIRECTORY);
      t.is(read.iterations, run.iterations);
      t.is(await firstBoundedDifference(read, await uninterrupted), undefined);
      onError(error);
    }
  }
}

async function expectComplete(t: ExecutionContext, fs: CrashFileSystem, message: string): Promise<void> {
  const sampler = await startSmall();
  const run = await Run.on(fs).open(DIRECTORY);
  await run.resume(sampler);
  t.true(sameState(sampler, await uninterrupted), message);
  t.is(await firstBoundedDifference(run, await uninterrupted), undefined, message);
  const temporaries = (await fs.list(`${DIRECTORY}/samples`)).filter((name) => name.endsWith('.tmp'));
  t.deepEqual(temporaries, [], message);
}

test('whichever operation of thinning fails, nothing is lost, and a retry is bit-identical', async (t) => {
  t.timeout(900_000);
  const undisturbed = await started({});
  await insist(t, undisturbed, /^$/);
  const { operations } = undisturbed.fs;
  t.true(operations > 80, `${operations}`);
  let silent = 0;
  for (let failAt = 1; failAt <= operations; failAt++) {
    const faulty = await started({ failAt });
    const errors = await insist(t, faulty, /input\/output error.*\(EIO\)/);
    if (errors === 0) silent++;
    await expectComplete(t, faulty.fs, `operation ${failAt}`);
  }
  // Those that remove what is of no use any more.
  t.true(silent < operations / 3, `${silent} of ${operations} errors were passed over`);
});

test('when the disk is full while a run is thinned, nothing is lost, and with more room it continues', async (t) => {
  t.timeout(900_000);
  let inThinning = 0;
  for (let capacity = 512, errors = 1; errors > 0; capacity += 512) {
    const trouble: { capacity?: number } = { capacity };
    const full = await started(trouble);
    const onError = ({ message }: Error): void => {
      if (/samples\/(draws|swaps)-\d/.test(message)) inThinning++;
      trouble.capacity = capacity + 2 ** 20;
    };
    const noSpace = /no space left on device: free disk space and start again \(ENOSPC\)/;
    errors = await insist(t, full, noSpace, onError);
    await expectComplete(t, full.fs, `${capacity} bytes`);
    t.true(capacity < 2 ** 20);
  }
  t.true(inThinning > 3, `${inThinning}`);
});

test('a run whose disk is full while it is thinned is continued by another process', async (t) => {
  const trouble: { capacity?: number } = {};
  const { fs, run, sampler } = await started(trouble);
  await run.sample(sampler, { ...OPTIONS, iterations: 4 });
  t.deepEqual([run.thin, run.length], [1, 4]);
  trouble.capacity = 0;
  const error = await t.throwsAsync(run.sample(sampler, OPTIONS));
  t.true(isEpsieError(error, 'FILE_FAILED') && /ENOSPC/.test(error.message), String(error));
  t.deepEqual([run.iterations, run.thin, run.length], [4, 1, 4]);
  const next = fs.restart();
  const other = await startSmall();
  const again = await Run.on(next).open(DIRECTORY);
  await again.resume(other);
  await again.sample(other, OPTIONS);
  await expectComplete(t, next, 'another process');
});
