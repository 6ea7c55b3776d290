// Ladders up to temperatures of 10³⁰ and beyond.
import { betaLadder, ParallelTemperedSampler, vousden } from '@epsie/core';
import test from 'ava';
import { resolveBetas } from '#src/tempering/betas.js';
import { vousdenRule } from '#src/tempering/ladders/vousden.js';

for (const highest of [1.0000001, 1e30, 1e300]) {
  test(`a ladder up to a temperature of ${highest} is geometric and distinct`, (t) => {
    const betas = betaLadder(7, highest);
    t.deepEqual(resolveBetas(betas), betas);
    t.is(betas[0], 1);
    for (let i = 1; i < 7; i++) {
      const step = Math.log(betas[i - 1] as number) - Math.log(betas[i] as number);
      t.true(Math.abs(step - Math.log(highest) / 6) < 1e-12 * (1 + Math.log(highest)), `${step}`);
    }
  });

  test(`vousden keeps a ladder up to ${highest} monotone, and moves it towards equal acceptance`, (t) => {
    const spec = vousden({ infiniteHottest: false, nu: 10, tau: 1e6 });
    const { betas, ladder } = vousdenRule.start(spec, betaLadder(5, highest));
    const start = betas.slice();
    for (let n = 1; n <= 20; n++) {
      vousdenRule.adapt(spec, betas, ladder, Float64Array.of(0.9, 0.6, 0.3, 0.1), n);
      t.deepEqual(resolveBetas(betas), betas);
    }
    t.is(betas[0], 1);
    t.is(betas[4], start[4]);
    // Levels that swap often move apart.
    t.true((betas[1] as number) < (start[1] as number));
    t.true(betas.every(Number.isFinite));
  });
}

test('a tempered sampler with an adaptive ladder up to 10³⁰ samples its coldest level', async (t) => {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: Math.abs(x) < 1e20 ? 0 : Number.NEGATIVE_INFINITY, logLikelihood: -0.5 * x * x }),
    betas: betaLadder(6, 1e30),
    ladder: vousden({ infiniteHottest: false }),
    chains: 2,
    seed: 3,
  });
  await sampler.start({ x: Array.from({ length: 6 }, () => [0, 1]) });
  await sampler.run(4000);
  for (const [chain, betas] of sampler.betas.entries()) {
    t.deepEqual(resolveBetas(betas), betas);
    const x = sampler.positions.x[0]?.[chain] as Float64Array;
    const variance = x.reduce((sum, value) => sum + value * value, 0) / x.length;
    t.true(Math.abs(variance - 1) < 0.2, `${variance}`);
  }
});
