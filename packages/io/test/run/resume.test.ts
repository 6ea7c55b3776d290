// What a run refuses to go on with: another seed, another recording, another model. Each by an error that says what differs.
import { join } from 'node:path';
import { isEpsieError, MetropolisHastingsSampler, normal, ParallelTemperedSampler } from '@epsie/core';
import { Run } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import { temporaryDirectory } from '../helpers/directory.ts';
import { startSampler } from '../helpers/samplers.ts';

const model = ({ x, y }: { x: number; y: number }) => ({
  logPrior: Math.abs(x) < 50 ? 0 : Number.NEGATIVE_INFINITY,
  logLikelihood: -0.5 * (x * x + y * y),
});

type Options = { readonly seed?: number | bigint; readonly model?: typeof model };

const create = (options: Options = { seed: 5 }) =>
  new MetropolisHastingsSampler({ parameters: ['x', 'y'], chains: 3, model, ...options });

/** A run of 20 iterations of a sampler. */
async function sampled(t: ExecutionContext, options?: Options) {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = create(options);
  const run = await Run.create(directory, sampler);
  await sampler.start({ x: [0, 1, 2], y: [0, 1, 2] });
  await run.sample(sampler, { iterations: 20 });
  return { directory, sampler };
}

async function refusal(t: ExecutionContext, promise: Promise<unknown>): Promise<string> {
  const error = await t.throwsAsync(promise);
  if (!isEpsieError(error, 'STATE_MISMATCH')) throw error ?? new Error('nothing was thrown');
  return error.message;
}

test('a sampler with another seed than the run is refused, and left alone', async (t) => {
  const { directory } = await sampled(t);
  const other = create({ seed: 6 });
  const message = await refusal(t, (await Run.open(directory)).resume(other));
  t.is(
    message,
    `The run ${directory} is of another seed: seed: the sampler has 6, the run has 5. Build the sampler with \`seed: 5n\` or ` +
      'without a seed, or take another directory for a run of another seed',
  );
  t.is(other.seed, 6n);
  t.is(other.iterations, 0);
});

test('a sampler without a seed, or with that of the run, resumes', async (t) => {
  const { directory, sampler } = await sampled(t);
  for (const options of [{}, { seed: 5n }]) {
    const again = create(options);
    t.true(await (await Run.open(directory)).resume(again));
    t.is(again.seed, 5n);
    t.deepEqual(again.state, sampler.state);
  }
});

test('a run of a sampler without a seed resumes without one', async (t) => {
  const { directory, sampler } = await sampled(t, {});
  const again = create({});
  t.true(await (await Run.open(directory)).resume(again));
  t.is(again.seed, sampler.seed);
});

test('options of recording other than those of the run are refused, those that are not given are not', async (t) => {
  const parent = temporaryDirectory(t);
  const directory = join(parent, 'a.run');
  const sampler = create();
  await Run.create(directory, sampler, { thin: 2, stats: ['logPrior', 'logLikelihood'] });
  const recording = (await Run.open(directory)).recording;
  for (const options of [{}, { thin: 2 }, { stats: ['logLikelihood', 'logPrior'] as const }, recording])
    t.deepEqual((await Run.openOrCreate(directory, sampler, options)).recording, recording);
  const advice = 'Leave these options out, or take another directory';
  t.is(
    await refusal(t, Run.openOrCreate(directory, sampler, { thin: 3 })),
    `The run ${directory} is recorded in another way: thin: this call has 3, the run has 2. ${advice}`,
  );
  t.regex(await refusal(t, Run.openOrCreate(directory, sampler, { levels: 'coldest' })), /levels: .*"coldest".*"all"/);
  t.regex(await refusal(t, Run.openOrCreate(directory, sampler, { stats: [] })), /stats/);
});

test('a changed likelihood is refused with position, stored and new value, unless it is meant', async (t) => {
  const { directory, sampler } = await sampled(t);
  const changed: typeof model = (point) => ({ ...model(point), logLikelihood: model(point).logLikelihood + 1 });
  const other = create({ seed: 5, model: changed });
  const run = await Run.open(directory);
  const message = await refusal(t, run.resume(other));
  const { x, y } = sampler.currentPositions;
  const stored = sampler.currentStats.logLikelihood;
  t.true(message.startsWith(`The model gives other numbers than when the run ${directory} was sampled: `), message);
  t.true(
    message.includes(`logLikelihood at x = ${x[0]}, y = ${y[0]} was ${stored[0]}, is ${(stored[0] as number) + 1}; `),
    message,
  );
  t.true(message.endsWith('or pass `{ checkModel: false }` to `resume` if you changed it on purpose'), message);
  t.is(other.iterations, 0);
  t.true(await run.resume(other, { checkModel: false }));
  t.is(other.iterations, 20);
});

test('a changed prior is refused, a model that fails says so, rounding is not a change', async (t) => {
  const { directory } = await sampled(t);
  const run = await Run.open(directory);
  const narrow: typeof model = (point) => ({ ...model(point), logPrior: -1 });
  t.regex(await refusal(t, run.resume(create({ seed: 5, model: narrow }))), /logPrior at x = .* was 0, is -1/);
  const broken = () => {
    throw new Error('no data');
  };
  const error = await t.throwsAsync(run.resume(create({ seed: 5, model: broken as never })));
  t.true(isEpsieError(error, 'MODEL_FAILED') && /no data/.test(error.message));
  const rounded: typeof model = (point) => ({
    ...model(point),
    logLikelihood: model(point).logLikelihood * (1 + 1e-12),
  });
  t.true(await run.resume(create({ seed: 5, model: rounded })));
});

test('the model of a tempered run of unknown dimension with blobs is looked at too', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('unknown number');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 50 });
  t.true(await run.resume(await startSampler('unknown number')));
});

test('what the sampler warned of is in the run, also for those who open it later', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const proposals = [normal(['x', 'y'], { covariance: [1, 1e-40] })];
  const frozen = () => new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 2, seed: 1, proposals });
  const sampler = frozen();
  const run = await Run.create(directory, sampler);
  t.deepEqual(run.warnings, []);
  await sampler.start({ x: [0, 1], y: [1, 2] });
  // Short segments: the sampler forgets its history, and what it warned of, after each.
  await run.sample(sampler, { iterations: 300, segment: 10, checkpoint: { segments: 1 } });
  const expected = /^Parameter `y` is frozen in 2 of 2 chains \(first: chain 0\): 300 jumps in a row/;
  t.is(run.warnings.length, 1);
  t.regex(run.warnings[0] as string, expected);
  const later = await Run.open(directory);
  t.deepEqual(later.warnings, run.warnings);
  const again = frozen();
  await later.resume(again);
  await later.sample(again, { iterations: 310 });
  t.is(later.warnings.length, 1);
});

test('draws, betas and swaps of all chains are arrays of those of each', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = new ParallelTemperedSampler({ parameters: ['x', 'y'], model, chains: 3, seed: 1, betas: [1, 0.5] });
  const run = await Run.create(directory, sampler, { thin: 2 });
  const start = [
    [0, 1, 2],
    [0, 1, 2],
  ];
  await sampler.start({ x: start, y: start });
  await run.sample(sampler, { iterations: 40 });
  for (const range of [{}, { temperature: 1, burnIn: 11, thin: 3 }, { from: -4, to: -1 }, { burnIn: 39 }]) {
    const each = await Promise.all([0, 1, 2].map((chain) => run.draws('x', { chain, ...range })));
    t.deepEqual(await run.draws('x', range), each);
    const ratios = await Promise.all([0, 1, 2].map((chain) => run.swaps('ratio', { chain, ...range })));
    t.deepEqual(await run.swaps('ratio', range), ratios);
    t.deepEqual(
      (await run.betas(range)).map(({ length }) => length),
      each.map(({ length }) => length),
    );
  }
  t.deepEqual(await run.draws('x'), await run.draws('x', { from: 0 }));
  // Iterations 2, 4, … 40 are recorded; those up to 11 are burn-in.
  t.is((await run.draws('x', { chain: 0, burnIn: 11 })).length, 15);
});
