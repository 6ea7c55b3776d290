import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { isEpsieError, MetropolisHastingsSampler, type Pool, SerialPool } from '@epsie/core';
import { Run } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import test, { type ExecutionContext } from 'ava';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { assertSameDraws, firstDifferentDraw } from '../../helpers/same-draws.ts';
import { SAMPLERS, startSampler } from '../../helpers/samplers.ts';

const NAME = 'adaptive ladder';
const ITERATIONS = 100;

const whole = startSampler(NAME).then(async (sampler) => {
  await sampler.run(ITERATIONS);
  return sampler;
});

const startOn = (pool: Pool): Promise<RunSampler> => (SAMPLERS[NAME] as (typeof SAMPLERS)[string])(pool);

async function newRun(t: ExecutionContext, pool: Pool = new SerialPool()) {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startOn(pool);
  return { directory, sampler, run: await Run.create(directory, sampler) };
}

/** Checks that the disk has so much of the uninterrupted run, and that the same run and sampler continue to its end. */
async function expectKeptAndEnds(t: ExecutionContext, run: Run, sampler: RunSampler, iterations: number) {
  const read = await Run.open(run.directory);
  t.is(read.iterations, iterations);
  t.is(run.iterations, iterations);
  t.is(read.length, iterations);
  t.is(await firstDifferentDraw(read, await whole), undefined);
  t.deepEqual(await run.sample(sampler, { iterations: ITERATIONS }), { completed: true, iterations: ITERATIONS });
  await assertSameDraws(t, run, await whole);
  t.deepEqual(sampler.state, (await whole).state);
}

for (const seconds of [0, Infinity]) {
  test(`when onProgress throws, its error comes out and nothing is lost (checkpoints every ${seconds} s)`, async (t) => {
    const { run, sampler } = await newRun(t);
    const fault = new RangeError('of the caller');
    const onProgress = ({ iterations }: { iterations: number }): void => {
      if (iterations === 60) throw fault;
    };
    const options = { iterations: ITERATIONS, segment: 20, checkpoint: { seconds }, onProgress };
    t.is(await t.throwsAsync(run.sample(sampler, options)), fault);
    await expectKeptAndEnds(t, run, sampler, 60);
  });
}

test('when a model throws, complete segments are kept', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  let calls = 0;
  let fails = false;
  const start = async (): Promise<MetropolisHastingsSampler<'x'>> => {
    const model = ({ x }: { x: number }) => {
      if (fails && ++calls > 130) throw new Error('no licence left');
      return { logPrior: 0, logLikelihood: -x * x };
    };
    const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
    await sampler.start({ x: [0, 1] });
    return sampler;
  };
  const uninterrupted = await start();
  await uninterrupted.run(ITERATIONS);
  const sampler = await start();
  const run = await Run.create(directory, sampler);
  fails = true;
  const error = await t.throwsAsync(run.sample(sampler, { iterations: ITERATIONS, segment: 20 }));
  t.true(isEpsieError(error, 'MODEL_FAILED') && error.iteration > 60 && error.iteration <= 80, String(error));
  fails = false;
  const read = await Run.open(directory);
  t.is(read.iterations, 60);
  await run.sample(sampler, { iterations: ITERATIONS });
  await assertSameDraws(t, run, uninterrupted);
});

test('when the pool breaks, complete segments are kept, and another pool continues', async (t) => {
  await using pool = new ThreadPool({ threads: 2 });
  const { run, sampler } = await newRun(t, pool);
  const onProgress = ({ iterations }: { iterations: number }): void => {
    if (iterations === 40) void pool.close();
  };
  const error = await t.throwsAsync(run.sample(sampler, { iterations: ITERATIONS, segment: 20, onProgress }));
  t.true(isEpsieError(error, 'POOL_BROKEN'), String(error));
  const other = await startSampler(NAME);
  t.true(await run.resume(other));
  await expectKeptAndEnds(t, run, other, 40);
});

test('a signal that fired before the start changes nothing', async (t) => {
  const { run, sampler } = await newRun(t);
  const signal = AbortSignal.abort();
  t.deepEqual(await run.sample(sampler, { iterations: ITERATIONS, signal }), { completed: false, iterations: 0 });
  await expectKeptAndEnds(t, run, sampler, 0);
});

test('a signal between two segments ends the run cleanly', async (t) => {
  const { run, sampler } = await newRun(t);
  const controller = new AbortController();
  const onProgress = ({ iterations }: { iterations: number }): void => {
    if (iterations === 60) controller.abort();
  };
  const options = { iterations: ITERATIONS, segment: 20, signal: controller.signal, onProgress };
  t.deepEqual(await run.sample(sampler, options), { completed: false, iterations: 60 });
  await expectKeptAndEnds(t, run, sampler, 60);
});

test('a signal in the middle of a segment ends it; those before are kept', async (t) => {
  await using pool = new ThreadPool({ threads: 1 });
  const { run, sampler } = await newRun(t, pool);
  const controller = new AbortController();
  const onProgress = ({ iterations }: { iterations: number }): void => {
    // The next segment is under way then, or over: both are ends.
    if (iterations === 40) setImmediate(() => controller.abort());
  };
  const options = { iterations: ITERATIONS, segment: 20, signal: controller.signal, onProgress };
  const { completed, iterations } = await run.sample(sampler, options);
  t.false(completed);
  t.is(iterations % 20, 0);
  await expectKeptAndEnds(t, run, sampler, iterations);
});

// It changes the clock of all that is in this process.
test.serial('a clock that goes backwards, and files of the future, change nothing', async (t) => {
  const { run, sampler, directory } = await newRun(t);
  const { now } = Date;
  let shift = 0;
  Date.now = () => now() - shift;
  t.teardown(() => {
    Date.now = now;
  });
  const onProgress = ({ iterations }: { iterations: number }): void => {
    shift += 86_400_000;
    // The oldest checkpoint has the newest time.
    const checkpoints = readdirSync(join(directory, 'checkpoints'));
    for (const [i, name] of checkpoints.sort((a, b) => a.localeCompare(b)).entries()) {
      const time = new Date(4e12 - 1e9 * (iterations + i));
      utimesSync(join(directory, 'checkpoints', name), time, time);
    }
  };
  await run.sample(sampler, { iterations: 60, segment: 10, checkpoint: { segments: 1 }, onProgress });
  t.deepEqual(readdirSync(join(directory, 'checkpoints')).length, 3);
  t.true(run.samplingTime >= 0);
  const next = await startSampler(NAME);
  const again = await Run.open(directory);
  await again.resume(next);
  await expectKeptAndEnds(t, again, next, 60);
});
