// Cases of which the recorded draws do not determine the numbers, and the case that `posterior` takes for constant.

import { rHat } from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { type Case, type Chains, cases, chainsOf, goldenNumber, goldenOf, isSame, statisticsOf } from './posterior.ts';
import { ROUNDED, SMALL, TIED } from './special-cases.ts';

/** Digits of the draws in the file. */
const DIGITS = 15;

test('no draw of the file has more than 15 digits', (t) => {
  for (const name of Object.keys(cases))
    for (const x of chainsOf(name).flat()) t.is(Number(x.toPrecision(DIGITS)) + 0, x + 0, name);
});

// The median of an even number of draws is halfway between the two in the middle. They are equally far from it, but for rounding: which one
// has the smaller distance, or whether they tie, depends on bits beyond the 15th digit.
for (const name of TIED)
  test(`${name}: R̂ of posterior is one of the three that draws with the recorded digits can have`, (t) => {
    const x = chainsOf(name);
    const possible = possibleReductions(x);
    t.deepEqual(
      [...possible.keys()].toSorted((a, b) => a - b),
      [-1, 0, 1],
    );
    const [low, middle, high] = [...possible.values()].sort((a, b) => a - b) as [number, number, number];
    t.true(middle - low > 1e-5 && high - middle > 1e-5, `${low}, ${middle}, ${high}`);
    const golden = goldenNumber(name, 'rhat');
    t.is([...possible.values()].filter((value) => isSame(value, golden, 1e-13)).length, 1);
    t.true([...possible.values()].includes(rHat(x)));
  });

// R̂ by which of the two draws next to the median is nearer to it, over all doubles that round to the recorded draws.
function possibleReductions(x: Chains): Map<number, number> {
  const sorted = x.flat().sort((a, b) => a - b);
  const [low, high] = sorted.slice(sorted.length / 2 - 1, sorted.length / 2 + 1) as [number, number];
  const possible = new Map<number, number>();
  for (const a of doublesNear(low))
    for (const b of doublesNear(high)) {
      const median = (a + b) / 2;
      const nearer = Math.sign(Math.abs(a - median) - Math.abs(b - median));
      const moved = (): number[][] => x.map((chain) => chain.map((v) => (v === low ? a : v === high ? b : v)));
      if (!possible.has(nearer)) possible.set(nearer, rHat(moved()));
    }
  return possible;
}

// The doubles that are the given one in the digits of the file.
function doublesNear(x: number): number[] {
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52);
  return Array.from({ length: 121 }, (_, i) => x + (i - 60) * unit).filter(
    (y) => y.toPrecision(DIGITS) === x.toPrecision(DIGITS),
  );
}

/** Half a unit of the last decimal of the recorded draws. */
const HALF_UNIT = 0.5e-5;
const TRIALS = 40;

test(`${ROUNDED}: differs from posterior by no more than the rounding of the recorded draws makes`, (t) => {
  const { probs } = cases[ROUNDED] as Case;
  const random = new Random(createBitGenerator(1));
  const x = chainsOf(ROUNDED);
  const ours = statisticsOf(x, probs);
  const trials = Array.from({ length: TRIALS }, () =>
    statisticsOf(
      x.map((chain) => chain.map((value) => value + HALF_UNIT * (2 * random.random() - 1))),
      probs,
    ),
  );
  for (const [statistic, values] of Object.entries(ours))
    values.forEach((value, i) => {
      const deviations = trials.map((trial) => Math.abs((trial[statistic]?.[i] as number) - value));
      const golden = goldenOf(ROUNDED, statistic)?.[i] as number;
      // The largest deviation of 40 trials, doubled, is exceeded by chance in one of many thousand numbers. Ranks that change make steps.
      const allowed = 2 * Math.max(...deviations) + 1e-10 * Math.abs(golden);
      t.true(Math.abs(value - golden) <= allowed, `${statistic}[${i}]: ${value}, not ${golden} ± ${allowed}`);
      t.true(allowed < 2e-3 * Math.abs(golden), `${statistic}[${i}]: ${allowed} is not small`);
    });
});

test('an offset of 1e9 changes nothing', (t) => {
  const { probs } = cases['ar90_4x1000'] as Case;
  // Multiples of 2⁻²⁰, which remain exact.
  const x = chainsOf('ar90_4x1000').map((chain) => chain.map((value) => Math.round(value * 2 ** 20) / 2 ** 20));
  const shifted = statisticsOf(
    x.map((chain) => chain.map((value) => value + 1e9)),
    probs,
  );
  const located = ['mean', 'quantile', 'hdi_0.9', 'hdi_0.94'];
  for (const [statistic, values] of Object.entries(statisticsOf(x, probs)))
    values.forEach((value, i) => {
      const ours = (shifted[statistic]?.[i] as number) - (located.includes(statistic) ? 1e9 : 0);
      // Next to 1e9, numbers have a distance of 2⁻²³.
      if (located.includes(statistic)) t.true(Math.abs(ours - value) <= 2 ** -23, statistic);
      else t.true(Math.abs(ours - value) <= 1e-10 * Math.max(Math.abs(value), 0.1), `${statistic}[${i}]`);
    });
});

test('a scale of 1e-23 is not constant: every number is that of the draws times 2⁷⁶, scaled back', (t) => {
  const { probs } = cases[SMALL] as Case;
  const x = chainsOf(SMALL);
  const scale = 2 ** 76;
  const large = statisticsOf(
    x.map((chain) => chain.map((value) => value * scale)),
    probs,
  );
  for (const [statistic, values] of Object.entries(statisticsOf(x, probs))) {
    const factor = /^(rhat|ess|autocorrelation)/.test(statistic) ? 1 : scale;
    values.forEach((value, i) => {
      t.true(Number.isFinite(value), statistic);
      t.is(value * factor, large[statistic]?.[i] as number, `${statistic}[${i}]`);
    });
  }
});

test(`${SMALL}: agrees with posterior where that does not take it for constant`, (t) => {
  const ours = statisticsOf(chainsOf(SMALL), (cases[SMALL] as Case).probs);
  const compared = Object.entries(ours).filter(([statistic, values]) => {
    const golden = goldenOf(SMALL, statistic) ?? [];
    const isDefined = golden.length > 0 && !golden.some(Number.isNaN);
    if (isDefined)
      t.deepEqual(
        values.map((value, i) => isSame(value, golden[i] as number)),
        golden.map(() => true),
        statistic,
      );
    return isDefined;
  });
  t.deepEqual(
    compared.map(([statistic]) => statistic),
    ['mean', 'sd', 'rhat', 'ess_bulk', 'quantile', 'hdi_0.9', 'hdi_0.94', 'autocorrelation_chain0'],
  );
});
