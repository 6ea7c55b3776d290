import test from 'ava';
import { TOLERANCE } from '../helpers/posterior.ts';
import {
  rightRule,
  type SwapRates,
  sampledRates,
  simulatedRates,
  transposedRule,
  untemperedRule,
} from '../helpers/swaps.ts';

/** 2 I_{1/(1 + R)}(d/2, d/2): acceptance between two temperatures of a d-dimensional normal (truth.json). */
const EXACT = [
  { dimensions: 1, ratio: 2, acceptance: 0.7836531040612145 },
  { dimensions: 1, ratio: 4, acceptance: 0.590334470601733 },
  { dimensions: 2, ratio: 2, acceptance: 2 / 3 },
  { dimensions: 2, ratio: 4, acceptance: 0.4 },
  { dimensions: 5, ratio: 2, acceptance: 0.4650226382607574 },
  { dimensions: 5, ratio: 4, acceptance: 0.15437725048441348 },
];

/** Deviations from the exact acceptance in standard errors, those beyond the tolerance. */
function wrong(rates: SwapRates, exact: number): string[] {
  return Object.entries(rates).flatMap(([name, { mean, standardError }]) => {
    const deviation = (mean - exact) / standardError;
    return Math.abs(deviation) <= TOLERANCE ? [] : [`${name}: ${mean} is ${deviation} standard errors from ${exact}`];
  });
}

for (const { acceptance, ...model } of EXACT) {
  const title = `d = ${model.dimensions}, R = ${model.ratio}`;

  test.serial(`the sampler swaps at the exact rate, ${title}`, async (t) => {
    const rates = await sampledRates(model);
    t.deepEqual(wrong(rates, acceptance), []);
    t.true(rates.ratio.standardError < 0.01 && rates.swapped.standardError < 0.01);
  });

  test.serial(`the rule swaps exact draws at the exact rate, ${title}`, (t) => {
    t.deepEqual(wrong(simulatedRates(model, rightRule), acceptance), []);
  });

  test.serial(`detects wrong rules between exact draws, ${title}`, (t) => {
    t.is(wrong(simulatedRates(model, transposedRule), acceptance).length, 2);
    t.is(wrong(simulatedRates(model, untemperedRule), acceptance).length, 2);
  });
}
