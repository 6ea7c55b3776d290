// Levels at β = 0 that draw from the prior instead of walking.
import {
  boundedNormal,
  defineModelFactory,
  type Evaluation,
  equalRejection,
  isEpsieError,
  ParallelTemperedChain,
  ParallelTemperedSampler,
  type Random,
  type TemperedChainState,
} from '@epsie/core';
import test from 'ava';
import type { LadderRule } from '#src/tempering/ladder-rule.js';
import { LADDER_RULES } from '#src/tempering/registry.js';
import { kolmogorov } from '../helpers/statistics.ts';

const SCALES = [1, 1e-21];

/** A narrow Gaussian within U(0, scale). */
const modelOf = (scale: number, width = 1) => ({
  evaluate: ({ x }: { x: number }): Evaluation => ({
    logPrior: x >= 0 && x <= scale ? -Math.log(scale) : -Infinity,
    logLikelihood: -0.5 * ((x / scale - 0.3) / 0.05) ** 2,
  }),
  samplePrior: (random: Random) => ({ x: scale * width * random.random() }),
});

const create = (other: object = {}, scale = 1, width = 1) =>
  new ParallelTemperedSampler({
    parameters: ['x'],
    model: modelOf(scale, width),
    proposals: [boundedNormal('x', { bounds: { x: [0, scale] }, covariance: (0.1 * scale) ** 2 })],
    betas: [1, 0.1, 0.01, 0],
    priorDraws: true,
    chains: 2,
    seed: 5,
    ...other,
  });

/** Steps of the proposal of the hottest level. */
function stepsOf(sampler: { readonly state: { readonly chains: readonly TemperedChainState[] } }): number | undefined {
  return sampler.state.chains[0]?.levels.at(-1)?.proposals[0]?.steps;
}

for (const scale of SCALES) {
  const hottest = async (width: number) => {
    const sampler = create({ swapInterval: 10_000 }, scale, width);
    await sampler.start();
    await sampler.run(2000);
    return sampler.positions.x[3]?.[0] as Float64Array;
  };
  const distance = (draws: Float64Array) => kolmogorov(draws, (x) => Math.min(1, Math.max(0, x / scale)));

  test(`the level at β = 0 draws independently from the prior, at a scale of ${scale}`, async (t) => {
    const draws = await hottest(1);
    t.true(distance(draws) < 2);
    const neighbours = draws.slice(1).map((x, i) => (x / scale - 0.5) * ((draws[i] as number) / scale - 0.5));
    t.true(Math.abs(neighbours.reduce((a, b) => a + b) / neighbours.length) < (4 / 12) * draws.length ** -0.5);
    t.true(distance(await hottest(0.9)) > 2, 'draws from another prior are detected');
  });
}

test('a level that draws records acceptance, and its proposals neither move nor adapt', async (t) => {
  const sampler = create();
  await sampler.start();
  const proposalOf = () => sampler.state.chains[0]?.levels[3]?.proposals;
  const before = proposalOf();
  await sampler.run(3000);
  t.deepEqual(proposalOf(), before);
  t.deepEqual(sampler.warnings, []);
  t.true(sampler.acceptance.accepted[3]?.[0]?.every((flag) => flag === 1));
  t.true(sampler.acceptance.ratio[3]?.[0]?.every((ratio) => ratio === 1));
  t.false(sampler.acceptance.accepted[2]?.[0]?.every((flag) => flag === 1));
});

test('without the option the level walks', async (t) => {
  const [drawing, walking] = [create(), create({ priorDraws: false })];
  for (const sampler of [drawing, walking]) await sampler.start();
  await drawing.run(100);
  await walking.run(100);
  t.deepEqual([stepsOf(drawing), stepsOf(walking)], [0, 100]);
  t.is(walking.configuration.tempering?.priorDraws, undefined);
  t.is(drawing.configuration.tempering?.priorDraws, true);
});

/** A uniform prior on [0, 1], with and without draws. */
const uniform = {
  domain: { lower: 0, upper: 1 },
  sd: 12 ** -0.5,
  logDensity: (x: number) => (x >= 0 && x <= 1 ? 0 : -Infinity),
  sample: (random: Random) => random.random(),
};
const logLikelihood = ({ x }: { x: number }) => -0.5 * ((x - 0.3) / 0.05) ** 2;

test('a model that declares its prior draws by default where the ladder ends at β = 0', (t) => {
  const model = { prior: { x: uniform }, logLikelihood };
  const drawing = (other: object) =>
    create({ model, priorDraws: undefined, ...other }).configuration.tempering?.priorDraws;
  t.is(drawing({}), true);
  t.is(drawing({ betas: [1, 0.1], ladder: equalRejection() }), true);
  t.is(drawing({ betas: [1, 0.1] }), undefined);
  t.is(drawing({ priorDraws: false }), undefined);
  t.is(drawing({ model: modelOf(1) }), undefined);
  const { sample: _sample, ...undrawable } = uniform;
  t.is(drawing({ model: { prior: { x: undrawable }, logLikelihood } }), undefined);
  t.throws(() => create({ model: { prior: { x: undrawable }, logLikelihood } }), {
    instanceOf: TypeError,
    message: /^Expected the model to have a function `samplePrior` with `priorDraws: true`, got none/,
  });
});

test('a declared prior is drawn from at β = 0', async (t) => {
  const sampler = create({ model: { prior: { x: uniform }, logLikelihood }, swapInterval: 10_000 });
  await sampler.start();
  await sampler.run(2000);
  t.true(kolmogorov(sampler.positions.x[3]?.[0] as Float64Array, (x) => x) < 2);
});

test('a declared prior whose draws its density excludes is a failure of the model', async (t) => {
  const prior = { x: { ...uniform, sample: (random: Random) => 1.1 * random.random() } };
  const sampler = create({ model: { prior, logLikelihood }, proposals: [] });
  await sampler.start({ x: Array.from({ length: 4 }, () => [0.3, 0.3]) });
  await t.throwsAsync(sampler.run(1000), {
    message: /^Expected the prior of the model to draw only points that its log density and the proposals allow, got/,
  });
});

test('a single level at β = 0 draws', async (t) => {
  const sampler = create({ betas: [0] });
  await sampler.start();
  await sampler.run(1000);
  t.true(kolmogorov(sampler.positions.x[0]?.[1] as Float64Array, (x) => x) < 2);
});

test('chains that yield between their levels draw the same', async (t) => {
  const [free, yielding] = [create(), create()];
  for (const sampler of [free, yielding]) await sampler.start();
  await free.run(50);
  for (let i = 0; i < 50; i++) await yielding.run(1, { signal: new AbortController().signal });
  t.deepEqual(yielding.state, free.state);
});

test('a single chain draws the same', async (t) => {
  const sampler = create();
  await sampler.start();
  await sampler.run(50);
  const chain = new ParallelTemperedChain({
    parameters: ['x'],
    model: modelOf(1),
    proposals: [boundedNormal('x', { bounds: { x: [0, 1] }, covariance: 0.1 ** 2 })],
    betas: [1, 0.1, 0.01, 0],
    priorDraws: true,
    seed: 5,
    chain: 1,
  });
  chain.start();
  chain.step(50);
  t.deepEqual(chain.state.chains[0], sampler.state.chains[1]);
});

test('a log likelihood of −∞ is legal at a draw, and never moves to a colder level that has support', async (t) => {
  const { evaluate, samplePrior } = modelOf(1);
  const model = {
    samplePrior,
    evaluate: (p: { x: number }) => (p.x > 0.5 ? { logPrior: 0, logLikelihood: -Infinity } : evaluate(p)),
  };
  const sampler = create({ model });
  await sampler.start({
    x: [
      [0.3, 0.3],
      [0.3, 0.3],
      [0.3, 0.3],
      [0.3, 0.3],
    ],
  });
  await sampler.run(2000);
  t.true(sampler.stats.logLikelihood[3]?.[0]?.includes(-Infinity));
  for (const level of [0, 1, 2]) t.true(sampler.positions.x[level]?.[0]?.every((x) => x <= 0.5));
});

const failing: { readonly [title: string]: readonly [model: object, message: RegExp, other?: object] } = {
  'a log likelihood that is NaN at a draw': [
    { evaluate: ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: x > 0.9 ? Number.NaN : 0 }) },
    /^Expected the model to return \{ logLikelihood, logPrior \} with numbers below \+Infinity.*temperature 3, iteration \d+/,
  ],
  'a draw outside of the prior': [
    { samplePrior: (random: Random) => ({ x: random.random() * 1.2 }) },
    /^Expected `samplePrior` of the model to draw only points that `evaluate` and the proposals allow, got a log prior of -Infinity \(chain \d, temperature 3/,
    { proposals: [] },
  ],
  'a draw outside of the bounds of a proposal': [
    { samplePrior: (random: Random) => ({ x: random.random() * 1.2 }) },
    /^Expected `samplePrior` of the model to draw only points that `evaluate` and the proposals allow, got `x` = 1\.\d+ outside of the bounds \[0, 1\] of its proposal/,
  ],
  'a draw without a parameter': [
    { samplePrior: () => ({ y: 1 }) },
    /^Expected `samplePrior` to return a number for parameter `x`, got undefined/,
  ],
  'a `samplePrior` that throws': [
    {
      samplePrior: () => {
        throw new Error('no table');
      },
    },
    /^`samplePrior` of the model threw: Error: no table/,
  ],
};

for (const [title, [model, message, other]] of Object.entries(failing)) {
  test(`${title} is a failure of the model, and commits nothing`, async (t) => {
    const sampler = create({ model: { ...modelOf(1), ...model }, ...other });
    await sampler.start({ x: Array.from({ length: 4 }, () => [0.3, 0.3]) });
    const error = await t.throwsAsync(sampler.run(2000), { message });
    t.true(isEpsieError(error, 'MODEL_FAILED') && error.temperature === 3);
    t.is(sampler.iterations, 0);
  });
}

test('a factory whose model cannot draw fails when it should', async (t) => {
  const model = defineModelFactory(import.meta.url, (_options: object) => modelOf(1).evaluate, 'unused')({});
  const sampler = create({ model });
  await sampler.start({ x: Array.from({ length: 4 }, () => [0.3, 0.3]) });
  const error = await t.throwsAsync(sampler.run(10));
  t.regex(
    error?.message ?? '',
    /^Expected the model to have a function `samplePrior` with `priorDraws: true`, got none/,
  );
  t.true(isEpsieError(error, 'MODEL_FAILED'));
});

/** A ladder whose hottest level leaves β = 0 and comes back. */
const toggling: LadderRule<object, object> = {
  start: (_spec, betas) => ({ betas: betas.slice(), ladder: {} }),
  adapt(_spec, betas, _state, _acceptance, sweep) {
    betas[betas.length - 1] = sweep % 20 < 10 ? 0.001 : 0;
  },
};

test('a level draws while it is at β = 0, and walks otherwise', async (t) => {
  Object.assign(LADDER_RULES, { toggling });
  const sampler = create({ ladder: { kind: 'toggling' } });
  await sampler.start();
  await sampler.run(200);
  const { beta } = sampler.swaps;
  const flags = sampler.acceptance.ratio[3]?.[0] as Float64Array;
  const isZero = Array.from(beta?.[3]?.[0] as Float64Array, (value) => value === 0);
  t.true(isZero.every((zero, i) => !zero || flags[i] === 1));
  t.true(isZero.some((zero, i) => !zero && flags[i] !== 1));
  t.is(stepsOf(sampler), isZero.filter((zero) => !zero).length);
});
