import { posteriorWeights } from '@epsie/analysis';
import { createBitGenerator, equalRejection, Random, vousden } from '@epsie/core';
import test from 'ava';
import { paretoShape } from '#src/weights/generalised-pareto.js';
import { paretoK } from '#src/weights/pareto-k.js';
import { gaussianSampler, onDisk } from '../sources/samplers.js';

/** Returns the second moment of x under weights of draws. */
function secondMoment(
  { history }: Awaited<ReturnType<typeof gaussianSampler>>,
  weights: readonly (readonly Float64Array[])[],
  from: number,
): number {
  let sum = 0;
  for (const [temperature, level] of weights.entries())
    for (const [chain, ws] of level.entries()) {
      const xs = history.draws('x', { chain, temperature, from });
      for (const [i, w] of ws.entries()) sum += w * (xs[i] as number) ** 2;
    }
  return sum;
}

test('turn the draws of all temperatures into those of the posterior', async (t) => {
  const sampler = await gaussianSampler(4000);
  const { weights, from, to, ess, coldDraws, paretoK: k, warnings } = posteriorWeights(sampler, { burnIn: 500 });
  t.deepEqual([from, to, coldDraws, warnings], [500, 4000, 8 * 3500, []]);
  const total = weights.flat().reduce((sum, ws) => sum + ws.reduce((a, w) => a + w, 0), 0);
  t.true(Math.abs(total - 1) < 1e-10);
  const exact = 16 / 17;
  t.true(Math.abs(secondMoment(sampler, weights, from) / exact - 1) < 0.03);
  t.true(ess > 1.3 * coldDraws && ess < 5 * coldDraws, String(ess / coldDraws));
  t.true(k < 0.5, String(k));
  const hotter = [...weights.slice(1), weights[0] as Float64Array[]];
  t.true(Math.abs(secondMoment(sampler, hotter, from) / exact - 1) > 0.3, 'weights of other levels are detected');
});

test('of a run on disk are a promise of the same numbers', async (t) => {
  const sampler = await gaussianSampler(200);
  t.deepEqual(await posteriorWeights(onDisk(sampler)), posteriorWeights(sampler));
});

test('leave out draws of a moving ladder, and refuse one that does not stop', async (t) => {
  const sampler = await gaussianSampler(700, { ladder: equalRejection({ rounds: 4, firstRound: 20 }) });
  const { from, warnings, weights } = posteriorWeights(sampler);
  t.deepEqual([from, weights[0]?.[0]?.length, warnings.map(({ code }) => code)], [300, 400, ['ladderMoved']]);
  const moving = await gaussianSampler(100, { ladder: vousden() });
  t.throws(() => posteriorWeights(moving), { instanceOf: RangeError, message: /no longer moves/ });
  t.throws(() => posteriorWeights(sampler, 4 as never), { instanceOf: TypeError });
});

const quantiles = (k: number, size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => ((1 - (i + 0.5) / size) ** -k - 1) / k);

test('the shape of a generalised Pareto distribution is found, drawn towards ½', (t) => {
  for (const k of [-0.4, 0.2, 0.5, 0.9, 1.5]) {
    const size = 2000;
    const expected = (size * k + 5) / (size + 10);
    const found = paretoShape(quantiles(k, size));
    t.true(Math.abs(found - expected) < 0.02, `k = ${k}: ${found}`);
    const scaled = paretoShape(quantiles(k, size).map((x) => 1e-9 * x));
    t.true(Math.abs(scaled - found) < 1e-6, 'at any scale');
  }
  const few = paretoShape(quantiles(-0.4, 10));
  t.true(few > -0.2 && few < 0.3, `half way to ½ for ten excesses: ${few}`);
});

test('k̂ is the shape of the upper tail of the weights', (t) => {
  const random = new Random(createBitGenerator(2));
  for (const k of [0.3, 0.7, 1.2]) {
    const weights = Float64Array.from({ length: 40_000 }, () => (1 - random.random()) ** -k);
    t.true(Math.abs(paretoK(weights) - k) < 0.15, `k = ${k}: ${paretoK(weights)}`);
  }
  const bounded = Float64Array.from({ length: 40_000 }, () => random.random());
  t.true(paretoK(bounded) < -0.5, 'bounded weights have a negative shape');
  t.is(paretoK(new Float64Array(24).fill(1)), Number.NaN);
  t.is(paretoK(new Float64Array(1000).fill(1)), Number.NaN);
});
