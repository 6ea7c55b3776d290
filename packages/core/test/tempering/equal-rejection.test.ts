// Ladders of equal rejection: the numbers of the rule, and its rounds.
import { betaLadder, type EqualRejectionState, equalRejection, ParallelTemperedSampler, vousden } from '@epsie/core';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { resolveBetas } from '#src/tempering/betas.js';
import { equalRejectionBetas } from '#src/tempering/equal-rejection-betas.js';
import { equalRejectionRule } from '#src/tempering/ladders/equal-rejection.js';

const respaced = (betas: ArrayLike<number>, rejections: readonly number[]): Float64Array =>
  equalRejectionBetas(Float64Array.from(betas), Float64Array.from(rejections));

const close = (a: Float64Array, b: ArrayLike<number>, relative: number): boolean =>
  a.every((beta, i) => Math.abs(beta - (b[i] as number)) <= relative * (b[i] as number));

for (const [title, betas] of Object.entries({
  'two levels': [1, 0],
  'three levels': [1, 0.5, 0],
  'eight levels up to a temperature of 10⁴': betaLadder(8, 1e4),
  'temperatures up to 10¹²': betaLadder(6, 1e12, { prior: true }),
  'temperatures up to 10³⁰⁰': betaLadder(6, 1e300, { prior: true }),
  'levels that are hardly apart': betaLadder(7, 1.000001),
})) {
  const pairs = betas.length - 1;
  for (const [what, rejection] of Object.entries({ 'everything is accepted': 0, 'half is': 0.5, 'nothing is': 1 }))
    test(`${title} stay where they are if ${what}`, (t) => {
      const next = respaced(betas, new Array<number>(pairs).fill(rejection));
      // A factor of 10⁶⁰ between neighbours is beyond the precision of the interpolation.
      if (title.endsWith('10³⁰⁰')) t.deepEqual(resolveBetas(next), next);
      else t.true(close(next, betas, 1e-6), `${next}`);
    });

  test(`${title} move into the gap where all swaps are rejected`, (t) => {
    const rejections = new Array<number>(pairs).fill(0);
    rejections[pairs - 1] = 1;
    const next = respaced(betas, rejections);
    t.deepEqual(resolveBetas(next), next);
    t.deepEqual([next[0], next[pairs]], [betas[0], betas[pairs]]);
    for (let i = 1; i < pairs; i++) t.true((next[i] as number) <= (betas[pairs - 1] as number));
  });
}

const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const ladders = fc
  .uniqueArray(fc.oneof(ratio, fc.constantFrom(0, 1e-300, 1e-12, 1 - 1e-15, 1)), { minLength: 2, maxLength: 12 })
  .map((betas) => Float64Array.from(betas).sort((a, b) => b - a));

testProp(
  'any ladder keeps its ends and stays distinct, whatever is rejected',
  [ladders, fc.array(fc.oneof(ratio, fc.constantFrom(0, 1, 1e-300)), { minLength: 11, maxLength: 11 })],
  (t, betas, rejections) => {
    const next = respaced(betas, rejections.slice(0, betas.length - 1));
    t.deepEqual(resolveBetas(next), next);
    t.is(next[0], betas[0]);
    t.is(next.at(-1), betas.at(-1));
  },
);

test('a ladder moves on only at the end of a round, in rounds of doubling length', (t) => {
  const spec = equalRejection({ rounds: 4, firstRound: 3, shared: false });
  const { betas, ladder } = equalRejectionRule.start(spec, betaLadder(4, 10));
  const moved: number[] = [];
  for (let sweep = 1; sweep <= 45; sweep++) {
    const before = betas.slice();
    equalRejectionRule.adapt(spec, betas, ladder, Float64Array.of(0.9, 0.3, 0.5), sweep);
    if (betas.some((beta, i) => beta !== before[i])) moved.push(sweep);
  }
  t.deepEqual(moved, [3, 9, 21, 45]);
  t.is(equalRejectionRule.lastSweep?.(spec), 45);
  t.true(close(ladder.rejections, [0.1, 0.7, 0.5], 1e-12));
});

test('the hottest level is set to β = 0 unless it must stay', (t) => {
  const given = betaLadder(4, 10);
  t.is(equalRejectionRule.start(equalRejection(), given).betas[3], 0);
  t.is(equalRejectionRule.start(equalRejection({ infiniteHottest: false }), given).betas[3], 0.1);
});

test('`betas` has the ladder before the start', (t) => {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: Math.abs(x) < 9 ? 0 : -Infinity, logLikelihood: -5 * x * x }),
    betas: [0.1, 1, 0.5],
    ladder: equalRejection(),
    chains: 2,
    seed: 7,
  });
  t.deepEqual(sampler.betas, [Float64Array.of(1, 0.5, 0), Float64Array.of(1, 0.5, 0)]);
  t.deepEqual(sampler.temperatures[0], Float64Array.of(1, 2, Number.POSITIVE_INFINITY));
});

test('two levels stay where they are, and their rejection is estimated', async (t) => {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: Math.abs(x) < 9 ? 0 : -Infinity, logLikelihood: -0.5 * x * x }),
    betas: [1, 0.1],
    swaps: 'evenOdd',
    ladder: equalRejection({ rounds: 4 }),
    chains: 3,
    seed: 7,
  });
  await sampler.start({ x: [0, 1].map(() => [0, 1, 2]) });
  await sampler.run(480);
  t.deepEqual(sampler.betas[0], Float64Array.of(1, 0));
  for (const { ladder } of sampler.state.chains) {
    const [rejection] = (ladder as EqualRejectionState).rejections;
    t.true((rejection as number) > 0.3 && (rejection as number) < 0.9);
  }
});

test('a frozen ladder of Vousden stays as it is', async (t) => {
  const make = (duration?: number) =>
    new ParallelTemperedSampler({
      parameters: ['x'],
      model: ({ x }) => ({ logPrior: Math.abs(x) < 9 ? 0 : -Infinity, logLikelihood: -5 * x * x }),
      betas: betaLadder(4, 50),
      ladder: vousden({ tau: 50, ...(duration === undefined ? {} : { duration }) }),
      swapInterval: 2,
      chains: 2,
      seed: 7,
    });
  const [frozen, free] = [make(30), make()];
  for (const sampler of [frozen, free]) await sampler.start({ x: Array.from({ length: 4 }, () => [0, 1]) });
  for (const sampler of [frozen, free]) await sampler.run(60);
  t.deepEqual(frozen.betas, free.betas);
  const { betas } = frozen;
  t.deepEqual(frozen.warningDetails, []);
  for (const sampler of [frozen, free]) await sampler.run(20);
  t.deepEqual(frozen.betas, betas);
  t.notDeepEqual(free.betas, betas);
});
