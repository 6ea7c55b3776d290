// Resuming a run with another seed, other options or another model is an error that names the difference.
import { join } from 'node:path';
import { isEpsieError, MetropolisHastingsSampler, type ModelFunction, SerialPool } from '@epsie/core';
import { type RecordingOptions, Run } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { encodeState } from '#src/codec/index.js';
import { changing } from '../helpers/changing-model.ts';
import { temporaryDirectory } from '../helpers/directory.ts';
import { SAMPLERS, startSampler } from '../helpers/samplers.ts';

type Model = ModelFunction<'x' | 'y'>;

const gaussian: Model = ({ x, y }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y), blob: { r: x * 1e-20 } });

const create = (options: { readonly model?: Model; readonly seed?: number } = { seed: 1 }) =>
  new MetropolisHastingsSampler({ parameters: ['x', 'y'], model: gaussian, chains: 3, ...options });

/** A run of a sampler with these options. */
async function sampled(directory: string, options?: Parameters<typeof create>[0], recording = {}): Promise<Run> {
  const sampler = create(options);
  const run = await Run.create(directory, sampler, recording);
  await sampler.start({ x: [1, 2, 3], y: [1, 2, 3] });
  await run.sample(sampler, { iterations: 20 });
  return run;
}

test('a sampler with another seed is refused; one without a seed gets that of the run', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  await sampled(directory);
  const other = create({ seed: 2 });
  const run = await Run.open(directory);
  const difference = 'seed: the sampler has 2, the run has 1';
  for (const work of [() => run.resume(other), () => run.sample(other, { iterations: 20 })]) {
    const error = await t.throwsAsync(work, {
      message: `The run ${directory} is of another sampler: ${difference}. Build the sampler as it was when the run was created, or use another directory`,
    });
    t.deepEqual(isEpsieError(error, 'STATE_MISMATCH') && error.differences, [difference]);
  }
  t.deepEqual([other.iterations, other.seed], [0, 2n]);
  const unseeded = create({});
  t.true(await run.resume(unseeded));
  t.is(unseeded.seed, 1n);
  await run.sample(unseeded, { iterations: 30 });
  t.true(await run.resume(create()));
});

test('a run of a sampler without a seed is resumed by one without, and refuses others', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const { seed } = await sampled(directory, {});
  const sampler = create({});
  t.true(await (await Run.open(directory)).resume(sampler));
  t.is(sampler.seed, seed);
  await t.throwsAsync((await Run.open(directory)).resume(create({ seed: 2 })), {
    message: new RegExp(`seed: the sampler has 2, the run has ${seed}\\.`),
  });
});

test('a run without commits takes the seed of its first writer, which holds for readers from before', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  await Run.create(directory, create({ seed: 1 }));
  const early = await Run.open(directory);
  const sampler = create({ seed: 2 });
  const run = await Run.open(directory);
  t.false(await run.resume(sampler));
  await sampler.start({ x: [1, 2, 3], y: [1, 2, 3] });
  await run.sample(sampler, { iterations: 10 });
  t.true(await early.resume(create({ seed: 2 })));
  t.is(early.seed, 2n);
  await t.throwsAsync(early.resume(create({ seed: 1 })), { message: /seed: the sampler has 1, the run has 2\./ });
});

const MADE = { thin: 2, levels: 'coldest', stats: ['logPrior', 'accepted'] } as const;

for (const [options, differences] of [
  [{ thin: 3 }, ['thin: expected 2 as in the run, got 3']],
  [{ thin: 1 }, ['thin: expected 2 as in the run, got 1']],
  [
    { levels: 'all', thin: 4 },
    ['levels: expected coldest as in the run, got all', 'thin: expected 2 as in the run, got 4'],
  ],
  [{ stats: ['accepted'] }, ['stats: expected [logPrior, accepted] as in the run, got [accepted]']],
  [{ stats: [] }, ['stats: expected [logPrior, accepted] as in the run, got []']],
] as readonly (readonly [Partial<RecordingOptions>, readonly string[]])[]) {
  test(`openOrCreate refuses a run created with options other than ${JSON.stringify(options)}`, async (t) => {
    const directory = join(temporaryDirectory(t), 'a.run');
    await Run.create(directory, create(), MADE);
    const error = await t.throwsAsync(Run.openOrCreate(directory, create(), options), {
      message: `The run ${directory} was created with other options: ${differences.join('; ')}. Leave the option out to continue the run as it is, or use another directory`,
    });
    t.deepEqual(isEpsieError(error, 'STATE_MISMATCH') && error.differences, differences);
  });
}

test('openOrCreate accepts the options of the run, in any order, or no options', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  await Run.create(directory, create(), MADE);
  for (const options of [{}, { thin: 2 }, MADE, { stats: ['accepted', 'logPrior', 'accepted'] }, { thin: undefined }]) {
    const run = await Run.openOrCreate(directory, create(), options as Partial<RecordingOptions>);
    t.deepEqual(run.recording, MADE as never);
  }
});

for (const [what, model, change] of [
  [
    'likelihood',
    (p) => ({ ...gaussian(p), logLikelihood: -0.6 * p.x * p.x }),
    /: logLikelihood was -[\d.e-]+ and is -/,
  ],
  ['prior', (p) => ({ ...gaussian(p), logPrior: 1 }), /: logPrior was 0 and is 1 now[;.]/],
  [
    'support of the prior',
    (p) => ({ ...gaussian(p), logPrior: -Infinity }),
    /: logLikelihood was -[\d.e-]+ and is NaN now, logPrior was 0 and is -Infinity now[;.]/,
  ],
  ['likelihood, -Infinity', (p) => ({ ...gaussian(p), logLikelihood: -Infinity }), / and is -Infinity now[;.]/],
  [
    'blob, of whatever scale',
    (p) => ({ ...gaussian(p), blob: { r: p.x * 2e-20 } }),
    /: blob\.r was \S+ and is \S+ now[;.]/,
  ],
] as readonly (readonly [string, Model, RegExp])[]) {
  test(`a changed model is refused, with position, stored and new value: ${what}`, async (t) => {
    const directory = join(temporaryDirectory(t), 'a.run');
    const run = await sampled(directory);
    const sampler = create({ model, seed: 1 });
    const error = await t.throwsAsync(run.resume(sampler), { message: change });
    if (!isEpsieError(error, 'STATE_MISMATCH')) return t.fail(String(error));
    t.regex(
      error.message,
      /^The model no longer reproduces the numbers of the run .*a\.run: at \{ x: \S+, y: \S+ \} \(chain 0, temperature 0\): /,
    );
    t.regex(
      error.message,
      /Use the model that the run was created with, or another directory; if the change is intended, pass `\{ checkModel: false \}` to `resume`$/,
    );
    t.is(error.differences.length, 3);
    t.is(sampler.iterations, 0, 'the sampler is left alone');
    t.true(await run.resume(sampler, { checkModel: false }));
    t.is(sampler.iterations, 20);
    return t.notThrowsAsync(run.resume(create({ seed: 1 }), { checkModel: true }));
  });
}

test('rounding is no change of the model, also of large numbers', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const large =
    (factor: number): Model =>
    ({ x, y }) => ({
      logPrior: 0,
      logLikelihood: factor * (-1e9 - x * x - y * y),
      blob: { r: factor * x * 1e-20 },
    });
  const run = await sampled(directory, { model: large(1), seed: 1 });
  t.true(await run.resume(create({ model: large(1 + 1e-10), seed: 1 })));
  await t.throwsAsync(run.resume(create({ model: large(1 + 1e-7), seed: 1 })), { message: /logLikelihood was/ });
});

test('evaluates three points, whatever the number of chains', async (t) => {
  let calls = 0;
  const model: ModelFunction<'x'> = ({ x }) => {
    calls++;
    return { logPrior: 0, logLikelihood: -x * x };
  };
  const make = () => new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 50, seed: 1 });
  const sampler = make();
  const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler);
  await sampler.start({ x: Array.from({ length: 50 }, (_, i) => i) });
  await run.sample(sampler, { iterations: 10 });
  calls = 0;
  t.true(await run.resume(make()));
  t.is(calls, 3);
  t.true(await run.resume(make(), { checkModel: false }));
  t.is(calls, 3);
});

test('a model that throws at a stored position rejects with its error, located in the run', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const run = await sampled(directory);
  const { currentPositions } = await sampler20(run);
  const x = currentPositions.x[2] as number;
  const cause = new RangeError('no data (chain 7)');
  const model: Model = (p) => {
    if (p.x === x) throw cause;
    return gaussian(p);
  };
  const error = await t.throwsAsync(run.resume(create({ model, seed: 1 })), {
    message: `Cannot resume the run ${directory}: The model threw: RangeError: no data (chain 7) (at { x: ${x}, y: ${currentPositions.y[2]} } (chain 2, temperature 0), iteration 20)`,
  });
  if (!isEpsieError(error, 'MODEL_FAILED')) return t.fail(String(error));
  t.is(error.cause, cause);
  return t.deepEqual([error.chain, error.temperature, error.iteration, error.position['x']], [2, 0, 20, x]);
});

async function sampler20(run: Run): Promise<ReturnType<typeof create>> {
  const sampler = create();
  await run.resume(sampler);
  return sampler;
}

test('accepts likelihoods of -Infinity, and NaN for inactive parameters', async (t) => {
  for (const name of ['unknown number', 'adaptive ladder']) {
    const directory = join(temporaryDirectory(t), 'a.run');
    const sampler = await startSampler(name);
    const run = await Run.create(directory, sampler);
    await run.sample(sampler, { iterations: 100 });
    const next = await startSampler(name);
    t.true(await run.resume(next));
    t.is(Buffer.compare(encodeState(next.state), encodeState(sampler.state)), 0);
  }
  const model: Model = () => ({ logPrior: 0, logLikelihood: -Infinity });
  const run = await sampled(join(temporaryDirectory(t), 'a.run'), { model, seed: 1 });
  t.true(await run.resume(create({ model, seed: 1 })));
  await t.throwsAsync(run.resume(create({ seed: 1 })), { message: /logLikelihood was -Infinity and is -[\d.]+ now/ });
});

test('models in modules, and of factories, are evaluated where the chains run', async (t) => {
  await using pool = new ThreadPool({ threads: 2 });
  for (const where of [pool, new SerialPool()]) {
    const directory = join(temporaryDirectory(t), 'a.run');
    const make = (factor: number) =>
      new MetropolisHastingsSampler({
        parameters: ['x'],
        model: changing({ factor }),
        chains: 4,
        seed: 1,
        pool: where,
      });
    const sampler = make(1);
    const run = await Run.create(directory, sampler);
    await sampler.start({ x: [0, 1, 2, 3] });
    await run.sample(sampler, { iterations: 10 });
    t.true(await run.resume(make(1)));
    await t.throwsAsync(run.resume(make(2)), { message: /logLikelihood was -[\d.e-]+ and is -[\d.e-]+ now/ });
    const broken = await t.throwsAsync(run.resume(make(Number.NaN)), { message: /^Cannot resume the run .*NaN/ });
    t.true(isEpsieError(broken, 'MODEL_FAILED'));
  }
  const start = SAMPLERS['unknown number'] as (typeof SAMPLERS)[string];
  const sampler = await start(pool);
  const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler);
  await run.sample(sampler, { iterations: 50 });
  t.true(await run.resume(await start(pool)));
});
