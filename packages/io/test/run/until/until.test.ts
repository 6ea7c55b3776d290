import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RecordedRun, type RecordingOptions, Run, type SampleSettings } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import test, { type ExecutionContext } from 'ava';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { assertSameDraws } from '../../helpers/same-draws.ts';
import { SAMPLERS, startSampler } from '../../helpers/samplers.ts';
import { AT_MOST, crossings } from './criterion.ts';

const NAME = 'gaussian';

async function newRun(t: ExecutionContext, options: Partial<RecordingOptions> = {}) {
  const sampler = await startSampler(NAME);
  return { sampler, run: await Run.create(join(temporaryDirectory(t), 'a.run'), sampler, options) };
}

/** Iteration at which a run ends that is sampled in one go with the default settings. */
const end = (async () => {
  const sampler = await startSampler(NAME);
  const chains = (): readonly Float64Array[] => sampler.history.draws('x');
  const source = { configuration: sampler.configuration, draws: async () => chains() } as unknown as RecordedRun;
  for (const iterations of [100, 119, 141, 168, 200, 238, 282, 336, 400, 476, 564, 672, 800]) {
    await sampler.run(iterations - sampler.iterations);
    if (await crossings(source)) return { iterations, sampler };
  }
  throw new Error('the criterion is never met');
})();

/** Asserts that a run has ended where an uninterrupted sampler meets the criterion, in the same state. */
async function assertEnd(t: ExecutionContext, run: Run, sampler: RunSampler): Promise<void> {
  const { iterations, sampler: whole } = await end;
  t.is((await Run.open(run.directory)).iterations, iterations);
  t.deepEqual(sampler.state, whole.state);
  await assertSameDraws(t, run, whole);
}

test('ends at the first question that is answered with true', async (t) => {
  const { run, sampler } = await newRun(t);
  const asked: number[][] = [];
  const until = (source: RecordedRun): Promise<boolean> => {
    asked.push([source.iterations, source.length]);
    return crossings(source);
  };
  const { iterations } = await end;
  t.true(iterations > 200);
  t.deepEqual(await run.sample(sampler, { until, atMost: AT_MOST }), { completed: true, iterations, met: true });
  const expected = [100, 119, 141, 168, 200, 238, 282, 336, 400, 476, 564, 672, 800].filter((n) => n <= iterations);
  t.deepEqual(
    asked,
    expected.map((n) => [n, n]),
  );
  await assertEnd(t, run, sampler);
});

const SETTINGS: readonly SampleSettings[] = [
  { segment: 1 },
  { segment: 7, checkpoint: { segments: 1 } },
  { segment: 1000 },
  { checkpoint: { seconds: 0 } },
];

for (const settings of SETTINGS) {
  test(`ends at the same iteration and bits with ${JSON.stringify(settings)}`, async (t) => {
    const { run, sampler } = await newRun(t);
    await run.sample(sampler, { until: crossings, atMost: AT_MOST, ...settings });
    await assertEnd(t, run, sampler);
  });
}

test('ends at the same iteration and bits after stops at other iterations', async (t) => {
  const { run } = await newRun(t);
  for (const stop of [1, 99, 100, 130, 168, 201]) {
    const sampler = await startSampler(NAME);
    const again = await Run.open(run.directory);
    await again.resume(sampler);
    const settings = { segment: 1, ...stopAt(stop) };
    const result = await again.sample(sampler, { until: crossings, atMost: AT_MOST, ...settings });
    t.deepEqual(result, { completed: false, iterations: stop, met: false });
  }
  const sampler = await startSampler(NAME);
  const again = await Run.open(run.directory);
  await again.resume(sampler);
  await again.sample(sampler, { until: crossings, atMost: AT_MOST });
  await assertEnd(t, again, sampler);
});

function stopAt(stop: number) {
  const controller = new AbortController();
  const onProgress = ({ iterations }: { readonly iterations: number }): void => {
    if (iterations === stop) controller.abort();
  };
  return { signal: controller.signal, onProgress };
}

test('questions after each segment would end elsewhere', async (t) => {
  const ends = new Set<number>();
  for (const segment of [7, 50, 64]) {
    const { run, sampler } = await newRun(t);
    do await run.sample(sampler, { iterations: run.iterations + segment });
    while (!(await crossings(run)));
    ends.add(run.iterations);
  }
  t.is(ends.size, 3);
});

test('does not extend a run that has met the criterion, and writes nothing', async (t) => {
  const { run, sampler } = await newRun(t);
  const options = { until: crossings, atMost: AT_MOST };
  const result = await run.sample(sampler, options);
  const files = readdirSync(run.directory, { recursive: true });
  for (const again of [run, await Run.open(run.directory)]) t.deepEqual(await again.sample(sampler, options), result);
  t.deepEqual(readdirSync(run.directory, { recursive: true }), files);
  await assertEnd(t, run, sampler);
});

test('extends a run for another criterion', async (t) => {
  const { run, sampler } = await newRun(t);
  const { iterations } = await run.sample(sampler, { until: crossings, atMost: AT_MOST });
  const more = await run.sample(sampler, { until: (source) => source.iterations >= 801, atMost: AT_MOST });
  t.deepEqual(more, { completed: true, iterations: 952, met: true });
  t.true(iterations < 952);
});

test('ends at atMost, with the answer there', async (t) => {
  for (const [criterion, met] of [
    [() => false, false],
    [({ iterations }: RecordedRun) => iterations >= 200, true],
  ] as const) {
    const { run, sampler } = await newRun(t);
    const options = { until: criterion, atMost: 230 };
    const expected = met ? { completed: true, iterations: 200, met } : { completed: true, iterations: 230, met };
    t.deepEqual(await run.sample(sampler, options), expected);
    t.deepEqual(await run.sample(sampler, options), expected);
  }
  const { run, sampler } = await newRun(t);
  const options = { until: ({ iterations }: RecordedRun) => iterations >= 210, atMost: 230 };
  t.deepEqual(await run.sample(sampler, options), { completed: true, iterations: 230, met: true });
});

test('counts iterations from the start of the run', async (t) => {
  const sampler = await startSampler(NAME);
  await sampler.run(50);
  sampler.clear();
  const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler);
  const asked: number[][] = [];
  const until = ({ iterations, length }: RecordedRun): boolean => asked.push([iterations, length]) === 3;
  await run.sample(sampler, { until, atMost: AT_MOST });
  t.deepEqual(
    asked,
    [100, 119, 141].map((n) => [n + 50, n]),
  );
});

test('when until throws, its error comes out, the draws are kept, and the question is asked again', async (t) => {
  const { run, sampler } = await newRun(t);
  const fault = new RangeError('of the caller');
  const until = (source: RecordedRun): Promise<boolean> => {
    if (source.iterations === 168) throw fault;
    return crossings(source);
  };
  t.is(await t.throwsAsync(run.sample(sampler, { until, atMost: AT_MOST, segment: 60 })), fault);
  t.is((await Run.open(run.directory)).iterations, 168);
  const asked: number[] = [];
  const again = (source: RecordedRun): Promise<boolean> => {
    asked.push(source.iterations);
    return crossings(source);
  };
  await run.sample(sampler, { until: again, atMost: AT_MOST });
  t.is(asked[0], 168);
  await assertEnd(t, run, sampler);
});

test('rejects an answer that is not a boolean', async (t) => {
  const { run, sampler } = await newRun(t);
  for (const answer of [1, undefined, 'yes']) {
    const message = /^Expected `until` to be a function that returns true or false, got /;
    const until = (() => answer) as never;
    await t.throwsAsync(run.sample(sampler, { until, atMost: AT_MOST }), { instanceOf: TypeError, message });
  }
  t.is(run.iterations, 100);
});

test('warns once of questions that take more than 5 % of the time', async (t) => {
  const { run, sampler } = await newRun(t);
  const warnings: string[] = [];
  const listen = ({ message }: Error): void => {
    if (message.startsWith(run.directory)) warnings.push(message);
  };
  process.on('warning', listen);
  t.teardown(() => process.off('warning', listen));
  const until = (): Promise<boolean> => sleep(400, false);
  await run.sample(sampler, { until, atMost: 240 });
  await sleep(0);
  t.is(warnings.length, 1);
  t.regex(
    warnings[0] as string,
    /: `until` has taken \d+ % of the time \(1\.\d s of \d\.\d s\)\. Let it read fewer draws/,
  );
});

test('an expensive answer alone is no reason to warn: a complete run is only asked', async (t) => {
  const { run, sampler } = await newRun(t);
  await run.sample(sampler, { until: ({ iterations }) => iterations === 100, atMost: AT_MOST });
  const listen = ({ message }: Error): void => {
    if (message.startsWith(run.directory)) t.fail(message);
  };
  process.on('warning', listen);
  t.teardown(() => process.off('warning', listen));
  await run.sample(sampler, { until: () => sleep(1100, true), atMost: AT_MOST });
  await sleep(0);
  t.is(run.iterations, 100);
});

test('asks a thinned run with the draws that it has', async (t) => {
  const { run, sampler } = await newRun(t, { thin: 10 });
  const lengths: number[] = [];
  await run.sample(sampler, { until: ({ length }) => lengths.push(length) === 5, atMost: AT_MOST, segment: 33 });
  t.deepEqual(lengths, [10, 11, 14, 16, 20]);
});

test('with threads and an adaptive ladder, ends as in one thread', async (t) => {
  await using pool = new ThreadPool({ threads: 2 });
  const start = SAMPLERS['adaptive ladder'] as (typeof SAMPLERS)[string];
  const sampler = await start(pool);
  const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler);
  const { iterations } = await run.sample(sampler, { until: crossings, atMost: AT_MOST, segment: 13 });
  const other = await startSampler('adaptive ladder');
  const alone = await Run.create(join(temporaryDirectory(t), 'a.run'), other);
  t.is((await alone.sample(other, { until: crossings, atMost: AT_MOST })).iterations, iterations);
  const whole = await startSampler('adaptive ladder');
  await whole.run(iterations);
  for (const { state } of [sampler, other]) t.deepEqual(state, whole.state);
  await assertSameDraws(t, run, whole);
});
