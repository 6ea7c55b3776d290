// Definitions that are nearly right: each disagrees with the golden numbers of a case, with which ours agrees.

import * as analysis from '@epsie/analysis';
import test from 'ava';
import { potentialReduction } from '#src/convergence/r-hat.js';
import { mapped, matrixOf, split } from '#src/draws/matrix.js';
import { variance } from '#src/draws/moments.js';
import { normalQuantile } from '#src/math/normal-quantile.js';
import { type Case, type Chains, cases, chainsOf, goldenOf, isSame, statisticsOf } from './posterior.ts';
import {
  folded,
  orderError,
  scored,
  scoredBy,
  size,
  sizeBelow,
  sizeBy,
  sizeOf,
  sorted,
  squared,
  total,
} from './variants.ts';

type Twin = readonly [statistic: string, on: string, mistake: string, broken: (x: Chains) => readonly number[]];

const overProbs = (on: string, of: (p: number) => number): number[] => (cases[on] as Case).probs.map(of);

const TWINS: readonly Twin[] = [
  ['mean', 'cauchy_4x300', 'median', (x) => [analysis.quantile(x, 0.5)]],
  ['sd', 'shifted_chain', 'n as denominator', (x) => [Math.sqrt((variance(sorted(x)) * (size(x) - 1)) / size(x))]],
  ['rhat', 'short_4x5', 'split before the median', (x) => [potentialReduction(scored(folded(split(matrixOf(x)))))]],
  ['rhat', 'one_constant_chain', 'not folded', (x) => [potentialReduction(scored(split(matrixOf(x))))]],
  ['rhat', 'trend_4x300', 'not split', (x) => [potentialReduction(scored(matrixOf(x)))]],
  ['rhat', 'cauchy_4x300', 'no ranks', (x) => [analysis.rHatBasic(x)]],
  ['rhat_basic', 'trend_4x300', 'not split', (x) => [potentialReduction(matrixOf(x))]],
  ['rhat_basic', 'shifted_chain', 'B/W + 1', (x) => [Math.sqrt(analysis.rHatBasic(x) ** 2 + 2 / (x[0]?.length ?? 0))]],
  [
    'rhat_nested',
    'many_chains_64x50',
    'other superchains',
    (x) => [
      analysis.rHatNested(
        x,
        x.map((_, c) => c % 32),
      ),
    ],
  ],
  ['rhat_nested', 'shifted_chain', 'R̂ of the chains', (x) => [analysis.rHatBasic(x)]],
  ['ess_bulk', 'cauchy_4x300', 'no ranks', (x) => [analysis.essMean(x)]],
  ['ess_bulk', 'trend_4x300', 'not split', (x) => [sizeOf(scored(matrixOf(x)))]],
  [
    'ess_bulk',
    'integers_with_ties',
    'smallest rank of ties',
    (x) => [sizeOf(scoredBy(split(matrixOf(x)), (below, _, n) => normalQuantile((below + 0.625) / (n + 0.25))))],
  ],
  [
    'ess_bulk',
    'ar90_4x1000',
    'scores of r/(S + 1)',
    (x) => [sizeOf(scoredBy(split(matrixOf(x)), (below, _, n) => normalQuantile((below + 1) / (n + 1))))],
  ],
  [
    'ess_tail',
    'ar90_4x1000',
    'the larger tail',
    (x) => [Math.max(...[0.05, 0.95].map((p) => analysis.essQuantile(x, p)))],
  ],
  [
    'ess_tail',
    'stuck_modes',
    'quantiles 0.1 and 0.9',
    (x) => [Math.min(...[0.1, 0.9].map((p) => analysis.essQuantile(x, p)))],
  ],
  ['ess_mean', 'trend_4x300', 'not split', (x) => [sizeOf(matrixOf(x))]],
  [
    'ess_mean',
    'ar90_4x1000',
    'no monotone sequence',
    (x) => [sizeBy(split(matrixOf(x)), (rho, _, last) => 2 * total(rho) - 1 + last)],
  ],
  [
    'ess_mean',
    'antithetic_4x400',
    'sum without its last ρ',
    (x) => [sizeBy(split(matrixOf(x)), (_, rho) => 2 * total(rho) - 1)],
  ],
  ['ess_basic', 'shifted_chain', 'ranks', (x) => [analysis.essBulk(x)]],
  ['ess_sd', 'antithetic_4x400', 'of x', (x) => [analysis.essMean(x)]],
  ['ess_sd', 'trend_4x300', 'not split', (x) => [sizeOf(squared(matrixOf(x)))]],
  ['ess_sd', 'trend_4x300', 'distances, not squares', (x) => [sizeOf(split(mapped(squared(matrixOf(x)), Math.sqrt)))]],
  ['ess_median', 'shifted_chain', 'of the mean', (x) => [analysis.essMean(x)]],
  [
    'ess_median',
    'odd_3x101',
    'split before the median',
    (x) => [analysis.essMedian(x.flatMap((chain) => [chain.slice(0, 50), chain.slice(51)]))],
  ],
  [
    'ess_quantile',
    'integers_with_ties',
    'draws below it',
    (x) => overProbs('integers_with_ties', (p) => sizeBelow(x, p)),
  ],
  ['mcse_mean', 'cauchy_4x300', 'ESS of the bulk', (x) => [Math.sqrt(variance(sorted(x)) / analysis.essBulk(x))]],
  ['mcse_mean', 'shifted_chain', 'n as denominator', (x) => [analysis.mcseMean(x) * Math.sqrt(1 - 1 / size(x))]],
  [
    'mcse_sd',
    'antithetic_4x400',
    'ESS of x',
    (x) => [analysis.mcseSd(x) * Math.sqrt(analysis.essSd(x) / analysis.essMean(x))],
  ],
  ['mcse_sd', 'cauchy_4x300', 'as if normal', (x) => [Math.sqrt(variance(sorted(x)) / (2 * analysis.essSd(x)))]],
  [
    'mcse_sd',
    'shifted_chain',
    'n − 1 as denominator',
    (x) => [analysis.mcseSd(x) * Math.sqrt(size(x) / (size(x) - 1))],
  ],
  ['mcse_median', 'shifted_chain', 'of the mean', (x) => [analysis.mcseMean(x)]],
  ['mcse_quantile', 'sticky_4x200', 'shapes without + 1', (x) => overProbs('sticky_4x200', (p) => orderError(x, p, 0))],
  [
    'quantile',
    'odd_3x101',
    'not interpolated',
    (x) => overProbs('odd_3x101', (p) => sorted(x)[Math.floor((size(x) - 1) * p)] as number),
  ],
  ['hdi_0.9', 'odd_3x101', 'one draw more', (x) => analysis.hdi(x, 0.9 + 1 / size(x))],
  ['hdi_0.94', 'trend_4x300', 'equal tails', (x) => [0.03, 0.97].map((p) => analysis.quantile(x, p))],
  [
    'autocorrelation_chain0',
    'odd_3x101',
    'n − t as denominator',
    (x) => Array.from(analysis.autocorrelation(x[0] ?? []).subarray(0, 20), (rho, t) => (rho * 101) / (101 - t)),
  ],
  [
    'emcee_tau_per_chain',
    'sticky_4x200',
    'half the time',
    (x) => x.map((chain) => (analysis.autocorrelationTime(chain).tau + 1) / 2),
  ],
];

for (const [statistic, on, mistake, broken] of TWINS)
  test(`${statistic} of ${on} is not that with this mistake: ${mistake}`, (t) => {
    const golden = goldenOf(on, statistic) ?? [];
    const x = chainsOf(on);
    const ours =
      statistic === 'emcee_tau_per_chain'
        ? x.map((chain) => analysis.autocorrelationTime(chain).tau)
        : (statisticsOf(x, (cases[on] as Case).probs)[statistic] ?? []);
    const agrees = (values: readonly number[], tolerance: number): boolean =>
      values.length === golden.length && values.every((value, i) => isSame(value, golden[i] as number, tolerance));
    t.true(agrees(ours, 1e-10));
    t.false(agrees(broken(x), 1e-6));
  });

test('the twins agree with the golden numbers without their mistakes', (t) => {
  const agrees = (value: number, on: string, statistic: string): boolean =>
    isSame(value, goldenOf(on, statistic)?.[0] ?? Number.NaN);
  const [x, ties, sticky] = [chainsOf('ar90_4x1000'), chainsOf('integers_with_ties'), chainsOf('sticky_4x200')];
  const right = sizeBy(split(matrixOf(x)), (_, monotone, last) => 2 * total(monotone) - 1 + last);
  t.true(agrees(right, 'ar90_4x1000', 'ess_mean'));
  const scores = scoredBy(split(matrixOf(ties)), (below, equal, n) =>
    normalQuantile((below + (equal + 1) / 2 - 0.375) / (n + 0.25)),
  );
  t.true(agrees(sizeOf(scores), 'integers_with_ties', 'ess_bulk'));
  t.true(
    agrees(orderError(sticky, (cases['sticky_4x200'] as Case).probs[0] as number, 1), 'sticky_4x200', 'mcse_quantile'),
  );
  const short = potentialReduction(scored(split(folded(matrixOf(chainsOf('short_4x5'))))));
  t.true(agrees(short, 'short_4x5', 'rhat'));
});

test('every statistic has a twin', (t) => {
  const statistics = Object.keys(statisticsOf(chainsOf('short_4x5'), []));
  t.deepEqual(
    [...statistics, 'emcee_tau_per_chain'].filter((statistic) => !TWINS.some(([of]) => of === statistic)),
    [],
  );
});
