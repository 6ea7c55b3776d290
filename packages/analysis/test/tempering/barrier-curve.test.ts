import { readFileSync } from 'node:fs';
import { barrierCurve, type TemperingRow, tempering } from '@epsie/analysis';
import { normal, ParallelTemperedSampler } from '@epsie/core';
import { normal as normalPrior } from '@epsie/priors';
import test from 'ava';
import { gaussianSampler } from '../sources/samplers.js';

const url = new URL('../../../core/test/fixtures/swap-laws.json', import.meta.url);
const { communicationBarrier } = JSON.parse(readFileSync(url, 'utf8')) as {
  readonly communicationBarrier: { readonly [dimensions: string]: number };
};

test('passes through the report at the levels, and is its own derivative in between', async (t) => {
  const report = tempering(await gaussianSampler(500), { burnIn: 100 });
  const { betas, cumulative, local } = barrierCurve(report, { points: 50 });
  const levels = report.rows.toReversed();
  t.is(betas.length, 4 * 50 + 1);
  for (const [k, { beta, localBarrier }] of levels.entries()) {
    t.is(betas[50 * k], beta);
    t.true(Math.abs((local[50 * k] as number) / localBarrier - 1) < 1e-10);
  }
  t.is(cumulative[0], 0);
  t.true(Math.abs((cumulative.at(-1) as number) - report.barrier) < 1e-12);
  for (let i = 1; i < betas.length; i++) {
    const slope =
      ((cumulative[i] as number) - (cumulative[i - 1] as number)) / ((betas[i] as number) - (betas[i - 1] as number));
    const middle = ((local[i] as number) + (local[i - 1] as number)) / 2;
    // The trapezoid of a parabola is off by its second difference.
    t.true(slope >= 0 && Math.abs(slope - middle) < 0.02 * Math.max(...local), `${slope}, ${middle}`);
  }
});

test('of a sampler is the exact barrier of a normal density, at the levels and between them', async (t) => {
  // The likelihood is a factor of the density: precision 1 at β = 0, and 10 at β = 1.
  const names = ['x0', 'x1'];
  const sampler = new ParallelTemperedSampler({
    model: {
      prior: { x0: normalPrior(0, 1), x1: normalPrior(0, 1) },
      logLikelihood: ({ x0, x1 }) => -4.5 * (x0 ** 2 + x1 ** 2),
    },
    proposals: [normal(names as ['x0', 'x1'], { covariance: 0.5 })],
    chains: 8,
    betas: Float64Array.from([1, 0.6, 0.35, 0.19, 0.1, 0.04, 0]),
    seed: 1,
  });
  await sampler.start();
  await sampler.run(2500);
  const report = tempering(sampler, { burnIn: 200 });
  const exact = communicationBarrier['2'] as number;
  // Ratios have an sd of 0.35: with an autocorrelation time of 10, the mean of 8 × 2300 has an error of 0.008, and the sum of 6 one of 0.02.
  t.true(Math.abs(report.barrier - exact) < 0.06, `${report.barrier}, exact ${exact}`);
  // The precision is 1 + 9β: Λ(β) = Λ(1) log(1 + 9β) / log 10.
  const { betas, cumulative } = barrierCurve(report);
  for (const [i, beta] of betas.entries()) {
    const law = (exact * Math.log(1 + 9 * beta)) / Math.log(10);
    t.true(Math.abs((cumulative[i] as number) - law) < 0.06, `Λ(${beta}) = ${cumulative[i]}, exact ${law}`);
  }
  const straight = betas.some((beta, i) => Math.abs((cumulative[i] as number) - exact * beta) > 0.1);
  t.true(straight, 'another law is detected');
});

test('refuses options that do not fit', (t) => {
  const rows = [
    { level: 0, beta: 1, rejection: 0.5, attempts: 1, localBarrier: 1 },
    { level: 1, beta: 0, rejection: undefined, attempts: undefined, localBarrier: 1 },
  ] satisfies TemperingRow[];
  t.deepEqual(barrierCurve({ rows }, { points: 2 }).cumulative, Float64Array.of(0, 0.25, 0.5));
  t.throws(() => barrierCurve({ rows }, { points: 0 }), { instanceOf: RangeError, message: /`points`/ });
  for (const wrong of [undefined, 4, { rows: 5 }])
    t.throws(() => barrierCurve(wrong as never), {
      message: /^Expected `report` to be the result of `tempering`, got /,
    });
  t.throws(() => barrierCurve({ rows }, { point: 2 } as never), { instanceOf: TypeError, message: /`point`/ });
});
