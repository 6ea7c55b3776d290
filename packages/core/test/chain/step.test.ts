import {
  createBitGenerators,
  type Evaluation,
  MetropolisHastingsSampler,
  ParallelTemperedSampler,
  Random,
} from '@epsie/core';
import test from 'ava';

const SEED = 5;
const STEPS = 20;

type Model = (position: { readonly x: number }) => Evaluation;

/** A chain with the default proposal, a normal of unit variance, that starts at 0. */
async function runChain(model: Model): Promise<MetropolisHastingsSampler<'x'>> {
  const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 1, seed: SEED });
  await sampler.start({ x: [0] });
  await sampler.run(STEPS);
  return sampler;
}

async function runTempered(model: Model, betas: readonly number[]): Promise<ParallelTemperedSampler<'x'>> {
  const sampler = new ParallelTemperedSampler({ parameters: ['x'], model, chains: 1, seed: SEED, betas });
  await sampler.start({ x: betas.map(() => [0]) });
  await sampler.run(STEPS);
  return sampler;
}

/** Copy of the generator of the chain, advanced by the draws that each step should make. */
function generatorAfter(draws: (random: Random) => void): unknown {
  const [generator] = createBitGenerators(1, SEED);
  if (generator === undefined) throw new Error('No generator');
  const random = new Random(generator);
  for (let i = 0; i < STEPS; i++) draws(random);
  return random.state;
}

const all = (value: number): Float64Array => new Float64Array(STEPS).fill(value);

test('a point outside the prior is rejected without a draw, whatever its likelihood', async (t) => {
  const sampler = await runChain(({ x }) =>
    x === 0 ? { logPrior: 0, logLikelihood: 0 } : { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: Number.NaN },
  );
  t.deepEqual(sampler.acceptance.ratio[0], all(0));
  t.deepEqual(sampler.positions.x[0], all(0));
  t.deepEqual(
    sampler.state.chains[0]?.random,
    generatorAfter((random) => random.standardNormal()),
  );
});

test('a point of zero likelihood is rejected after a draw', async (t) => {
  const sampler = await runChain(({ x }) => ({ logPrior: 0, logLikelihood: x === 0 ? 0 : Number.NEGATIVE_INFINITY }));
  t.deepEqual(sampler.acceptance.ratio[0], all(0));
  t.deepEqual(sampler.positions.x[0], all(0));
  t.deepEqual(
    sampler.state.chains[0]?.random,
    generatorAfter((random) => {
      random.standardNormal();
      random.random();
    }),
  );
});

test('a more probable point is accepted without a draw', async (t) => {
  let steps = 0;
  const sampler = await runChain(() => ({ logPrior: 0, logLikelihood: steps++ }));
  t.deepEqual(sampler.acceptance.ratio[0], all(1));
  t.deepEqual(
    sampler.state.chains[0]?.random,
    generatorAfter((random) => random.standardNormal()),
  );
});

test('an equally probable point is accepted after a draw', async (t) => {
  const sampler = await runChain(() => ({ logPrior: -3, logLikelihood: -7 }));
  t.deepEqual(sampler.acceptance.ratio[0], all(1));
  t.deepEqual(sampler.acceptance.accepted[0], new Uint8Array(STEPS).fill(1));
  t.deepEqual(
    sampler.state.chains[0]?.random,
    generatorAfter((random) => {
      random.standardNormal();
      random.random();
    }),
  );
});

test('where the likelihood is zero, the chain samples the prior', async (t) => {
  const prior = ({ x }: { readonly x: number }) => -0.5 * x * x;
  const lost = await runChain((at) => ({ logPrior: prior(at), logLikelihood: Number.NEGATIVE_INFINITY }));
  const underPrior = await runChain((at) => ({ logPrior: prior(at), logLikelihood: 0 }));
  t.deepEqual(lost.positions, underPrior.positions);
  t.deepEqual(lost.acceptance.ratio, underPrior.acceptance.ratio);
});

test('a chain that has found non-zero likelihood never leaves it', async (t) => {
  const sampler = await runChain(({ x }) => ({ logPrior: 0, logLikelihood: x > 1 ? 0 : Number.NEGATIVE_INFINITY }));
  const [x = all(0)] = sampler.positions.x;
  const found = x.findIndex((value) => value > 1);
  t.true(found > 0 && found < STEPS - 1);
  t.is(sampler.acceptance.ratio[0]?.[found], 1);
  t.true(x.subarray(found).every((value) => value > 1));
});

test('at β = 0 the likelihood is ignored, even if its log is −Infinity', async (t) => {
  const sampler = await runTempered(
    ({ x }) => ({ logPrior: 0, logLikelihood: Math.floor(x) % 2 === 0 ? 0 : Number.NEGATIVE_INFINITY }),
    [1, 0],
  );
  t.deepEqual(sampler.acceptance.ratio[1]?.[0], all(1));
});

test('states of zero likelihood always swap, and one of non-zero likelihood moves to the colder level', async (t) => {
  const nowhere = await runTempered(() => ({ logPrior: 0, logLikelihood: Number.NEGATIVE_INFINITY }), [1, 0.5, 0]);
  t.deepEqual(nowhere.swaps.ratio, [[all(1)], [all(1)]]);

  const model: Model = ({ x }) => ({ logPrior: 0, logLikelihood: x > 1 ? 0 : Number.NEGATIVE_INFINITY });
  const { stats } = await runTempered(model, [1, 0.5, 0]);
  const supported = (level: number) => stats.logLikelihood[level]?.[0]?.map((value) => (value === 0 ? 1 : 0)) ?? all(0);
  t.true(supported(2).includes(1));
  for (const hotter of [1, 2]) {
    const colder = supported(hotter - 1);
    t.true(supported(hotter).every((has, i) => has === 0 || colder[i] === 1));
  }
});
