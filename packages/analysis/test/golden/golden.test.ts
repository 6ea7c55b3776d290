// The numbers of `posterior` 1.7.1, emcee and ArviZ on 25 sets of chains.

import * as analysis from '@epsie/analysis';
import test from 'ava';
import { type Case, cases, chainsOf, isSame, numberOf, numbersOf } from './posterior.ts';

type Chains = readonly (readonly number[])[];
type Values = Readonly<Record<string, number>>;

/** Draws of this case are in the file with 5 decimals, the numbers are from draws with all digits. */
const ROUNDED = 'offset_1e9';
/** `posterior` takes draws of this scale for constant. */
const SMALL = 'scale_1e-23';
/** R̂ depends on the last bit of the two draws next to the median, which the file does not have. */
const TIED = ['scaled_chain_folded', 'tiny_2x4'];

const pairs = (chains: Chains): number[] => chains.map((_, c) => Math.floor(c / 2));

function statistics(x: Chains): Values {
  return {
    rhat: analysis.rHat(x),
    rhat_basic: analysis.rHatBasic(x),
    rhat_nested: analysis.rHatNested(x, pairs(x)),
    ess_bulk: analysis.essBulk(x),
    ess_tail: analysis.essTail(x),
    ess_mean: analysis.essMean(x),
    ess_sd: analysis.essSd(x),
    ess_median: analysis.essMedian(x),
    mcse_mean: analysis.mcseMean(x),
    mcse_sd: analysis.mcseSd(x),
    mcse_median: analysis.mcseMedian(x),
  };
}

const differing = (values: Values, golden: Case, tolerance?: number): string[] =>
  Object.keys(values).filter((key) => !isSame(values[key] as number, numberOf(golden[key]), tolerance));

function differingQuantiles(x: Chains, golden: Case, tolerance?: number): string[] {
  const lists = {
    quantile: golden.probs.map((p) => analysis.quantile(x, p)),
    ess_quantile: golden.probs.map((p) => analysis.essQuantile(x, p)),
    mcse_quantile: golden.probs.map((p) => analysis.mcseQuantile(x, p)),
    autocorrelation_chain0: Array.from(analysis.autocorrelation(x[0] ?? []).subarray(0, 20)),
    'hdi_0.9': analysis.hdi(x, 0.9),
    'hdi_0.94': analysis.hdi(x, 0.94),
  };
  return Object.entries(lists).flatMap(([key, list]) => {
    if (golden[key] === undefined) return [];
    const expected = numbersOf(golden[key]);
    return list.flatMap((value, i) => (isSame(value, expected[i] as number, tolerance) ? [] : [`${key}[${i}]`]));
  });
}

for (const [name, golden] of Object.entries(cases)) {
  if (name === SMALL || name === ROUNDED) continue;
  test(`${name}: agrees with posterior to 1e-10`, (t) => {
    const x = chainsOf(name);
    t.deepEqual(differing(statistics(x), golden), TIED.includes(name) ? ['rhat'] : []);
    t.deepEqual(differingQuantiles(x, golden), []);
  });
}

test(`${ROUNDED}: agrees with posterior to the digits of the draws in the file`, (t) => {
  const golden = cases[ROUNDED] as Case;
  t.deepEqual(differing(statistics(chainsOf(ROUNDED)), golden, 1e-4), []);
  t.deepEqual(differingQuantiles(chainsOf(ROUNDED), golden, 1e-4), []);
});

for (const name of TIED)
  test(`${name}: agrees with posterior once one of the draws next to the median moves by rounding`, (t) => {
    const golden = numberOf((cases[name] as Case)['rhat']);
    const moved = nudges(chainsOf(name)).map((x) => analysis.rHat(x));
    t.true(
      moved.some((value) => isSame(value, golden)),
      `${golden}: ${moved.join()}`,
    );
  });

/** Copies of the chains in which a draw next to the median is a few units in the last place nearer to it or further from it. */
function nudges(x: Chains): number[][][] {
  const sorted = x.flat().sort((a, b) => a - b);
  const half = sorted.length / 2;
  const nudged = (from: number, to: number) => x.map((chain) => chain.map((value) => (value === from ? to : value)));
  return sorted
    .slice(half - 1, half + 1)
    .flatMap((draw) => [-8, -4, -2, -1, 1, 2, 4, 8].map((ulps) => nudged(draw, draw * (1 + ulps * Number.EPSILON))));
}

test('a scale of 1e-23 is not constant: the numbers are those of the scaled draws', (t) => {
  const x = chainsOf(SMALL);
  const scale = 2 ** 76;
  const [small, large] = [statistics(x), statistics(x.map((chain) => chain.map((value) => value * scale)))];
  for (const [key, value] of Object.entries(small)) {
    t.false(Number.isNaN(value), key);
    t.is(value * (key.startsWith('mcse') ? scale : 1), large[key] as number, key);
  }
  t.true(isSame(small['rhat'] as number, numberOf((cases[SMALL] as Case)['rhat'])));
  t.true(isSame(small['ess_bulk'] as number, numberOf((cases[SMALL] as Case)['ess_bulk'])));
});

test('an offset of 1e9 changes nothing', (t) => {
  const x = chainsOf('ar90_4x1000').map((chain) => chain.map((value) => Math.round(value * 2 ** 20) / 2 ** 20));
  const [plain, shifted] = [statistics(x), statistics(x.map((chain) => chain.map((value) => value + 1e9)))];
  for (const [key, value] of Object.entries(plain)) t.true(isSame(shifted[key] as number, value), key);
});

for (const [name, golden] of Object.entries(cases)) {
  const taus = golden['emcee_tau_per_chain'];
  if (taus === undefined || name === ROUNDED) continue;
  test(`${name}: agrees with emcee where the window ends before the chain`, (t) => {
    chainsOf(name).forEach((chain, c) => {
      const { tau, reliable } = analysis.autocorrelationTime(chain);
      const isConstant = new Set(chain).size === 1;
      // emcee returns 1, or NaN, for a constant chain.
      if (isConstant) t.deepEqual([tau, reliable], [Number.NaN, false]);
      else if (endsEarly(tau)) t.true(isSame(tau, numbersOf(taus)[c] as number), `chain ${c}`);
    });
  });
}

// Over all lags the sum is 0, so that a window at the end of the chain has τ = 0.
const endsEarly = (tau: number): boolean => Math.abs(tau) > 1e-12;

test('split before the median, R̂ of an odd number of draws differs from that of posterior', (t) => {
  const x = chainsOf('odd_3x101');
  const halves = x.flatMap((chain) => [chain.slice(0, 50), chain.slice(51)]);
  const golden = numberOf((cases['odd_3x101'] as Case)['ess_median']);
  t.true(isSame(analysis.essMedian(x), golden));
  t.false(isSame(analysis.essMedian(halves), golden));
});

test('the effective sample size of x makes the error of the standard deviation of an antithetic chain too small', (t) => {
  const x = chainsOf('antithetic_4x400');
  const right = numberOf((cases['antithetic_4x400'] as Case)['mcse_sd']);
  t.true(isSame(analysis.mcseSd(x), right));
  t.true(analysis.mcseSd(x) * Math.sqrt(analysis.essSd(x) / analysis.essMean(x)) < right / 2);
});
