import { join } from 'node:path';
import { SerialPool } from '@epsie/core';
import { type RecordingOptions, Run } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import test, { type ExecutionContext } from 'ava';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { firstBoundedDifference } from '../../helpers/bounded.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { SAMPLERS, startSampler } from '../../helpers/samplers.ts';

const ITERATIONS = 100;
const NAMES = ['Metropolis–Hastings', 'adaptive ladder', 'unknown number'] as const;

const samplers = Object.fromEntries(
  NAMES.map((name) => [name, startSampler(name).then((sampler) => sampler.run(ITERATIONS).then(() => sampler))]),
) as { readonly [name: string]: Promise<RunSampler> };

const wholeOf = (name: string): Promise<RunSampler> => samplers[name] as Promise<RunSampler>;

async function newRun(t: ExecutionContext, name: string, options: Partial<RecordingOptions>) {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler(name);
  return { directory, sampler, run: await Run.create(directory, sampler, options) };
}

for (const name of NAMES) {
  for (const maxDraws of [2, 7, 50, 100]) {
    test(`${name}, maxDraws ${maxDraws}: at every iteration the draws are those of an unbounded run`, async (t) => {
      const { run, sampler, directory } = await newRun(t, name, { maxDraws });
      for (let iterations = 0; iterations < ITERATIONS; ) {
        iterations = Math.min(ITERATIONS, iterations + 1 + ((7 * iterations) % 5));
        await run.sample(sampler, { iterations, segment: 2, checkpoint: { segments: 2 } });
        t.is(await firstBoundedDifference(run, await wholeOf(name)), undefined, `${iterations}`);
        t.is(await firstBoundedDifference(await Run.open(directory), await wholeOf(name)), undefined, `${iterations}`);
      }
      t.true(run.length <= maxDraws && run.length >= Math.floor(maxDraws / 2), `${run.length}`);
    });
  }
}

test('a segment across many thinnings has the same draws as a segment per iteration, on threads too', async (t) => {
  const name = 'adaptive ladder';
  await using pool = new ThreadPool({ threads: 2 });
  for (const on of [new SerialPool(), pool]) {
    for (const segment of [1, 13, ITERATIONS]) {
      const directory = join(temporaryDirectory(t), 'a.run');
      const sampler = await (SAMPLERS[name] as (typeof SAMPLERS)[string])(on);
      const run = await Run.create(directory, sampler, { maxDraws: 5, thin: 3 });
      await run.sample(sampler, { iterations: ITERATIONS, segment });
      t.is(run.thin, 24);
      t.is(await firstBoundedDifference(run, await wholeOf(name)), undefined);
      t.deepEqual(sampler.state, (await wholeOf(name)).state);
    }
  }
});
