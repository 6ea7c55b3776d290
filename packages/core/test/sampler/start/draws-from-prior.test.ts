// Start points of transdimensional problems are draws from the prior of the target: of k, and given k of any k components.
import {
  boundedDiscrete,
  createBitGenerator,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  normalBirth,
  Random,
} from '@epsie/core';
import test from 'ava';
import { fromDeclaration } from '#src/model/declared-model.js';
import { drawFromPrior } from '#src/proposals/draw-from-prior.js';
import { counts, flat } from '../../helpers/priors.ts';

const NAMES = ['a', 'b', 'c'] as const;
const PARAMETERS = ['k', ...NAMES] as const;

type Numbers = { readonly [K in (typeof NAMES)[number]]: number };

const prior = { k: counts(3), a: flat(0, 1), b: flat(0, 1), c: flat(0, 1) };
const model = fromDeclaration({ prior, logLikelihood: () => 0 });
const lines = nestedTransdimensional({
  index: 'k',
  indexProposal: boundedDiscrete('k', { bounds: { k: [0, 3] } }),
  components: NAMES.map((name) => ({
    proposal: normal(name, { covariance: 0.1 }),
    birth: normalBirth(name, { mean: { [name]: 0.5 } as Numbers, std: { [name]: 0.3 } as Numbers }),
  })),
});

/** Returns χ² of the sets of active components against the law: k uniform, and given k each set as likely. */
function chiSquared(sets: readonly string[]): number {
  const each = { '': 1 / 4, a: 1 / 12, b: 1 / 12, c: 1 / 12, ab: 1 / 12, ac: 1 / 12, bc: 1 / 12, abc: 1 / 4 };
  return Object.entries(each).reduce((sum, [set, probability]) => {
    const expected = probability * sets.length;
    return sum + (sets.filter((other) => other === set).length - expected) ** 2 / expected;
  }, 0);
}

const activeOf = (position: Float64Array): string => NAMES.filter((_, i) => !Number.isNaN(position[i + 1])).join('');

/** Upper limit of χ² of 7 degrees of freedom: 1e-5. */
const LIMIT = 36.9;

test('each set of components is as likely, given their number', (t) => {
  const random = new Random(createBitGenerator(4));
  const draws = Array.from({ length: 12_000 }, () => drawFromPrior(model, [lines], PARAMETERS, random));
  t.true(draws.every((draw) => draw[0] === activeOf(draw).length));
  t.true(chiSquared(draws.map(activeOf)) < LIMIT);
});

test('a choice of the first components fails the same test', (t) => {
  const random = new Random(createBitGenerator(4));
  const sets = Array.from({ length: 12_000 }, () => NAMES.slice(0, random.integer(0, 3)).join(''));
  t.true(chiSquared(sets) > LIMIT);
});

test('a start draws such points, with the prior of the active components alone', async (t) => {
  const sampler = new MetropolisHastingsSampler({ model, chains: 30, seed: 6, proposals: [lines] });
  await sampler.start();
  for (const [chain, k] of sampler.startPositions.k.entries()) {
    t.is(NAMES.filter((name) => !Number.isNaN(sampler.startPositions[name][chain] as number)).length, k);
    t.is(sampler.currentStats.logPrior[chain], -Math.log(4));
  }
  await sampler.run(200);
  t.true(new Set(sampler.positions.k.flatMap((values) => [...values])).size === 4);
});

test('draws of an index beyond the components are refused with what to declare', async (t) => {
  const many = { prior: { ...prior, k: counts(30) }, logLikelihood: () => 0 };
  const sampler = new MetropolisHastingsSampler({ model: many, chains: 8, seed: 6, proposals: [lines] });
  await t.throwsAsync(sampler.start(), {
    message:
      /Expected the prior of `k`, the index, to draw an integer from 0 to 3, the number of components, got \d+\. Declare it as `integers\(0, 3\)`/,
  });
});

test('a model with its own `samplePrior` draws as before, without a choice of components', (t) => {
  const [random, other] = [new Random(createBitGenerator(2)), new Random(createBitGenerator(2))];
  const own = {
    evaluate: () => ({ logPrior: 0, logLikelihood: 0 }),
    samplePrior: (generator: Random) => ({ k: 1, a: generator.random(), b: Number.NaN, c: Number.NaN }),
  };
  t.deepEqual(
    drawFromPrior(own, [lines], PARAMETERS, random),
    Float64Array.of(1, other.random(), Number.NaN, Number.NaN),
  );
  t.deepEqual(random.state, other.state);
});
