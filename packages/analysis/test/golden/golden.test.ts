// The numbers of `posterior` 1.7.1, emcee 3.1.4 and ArviZ on 23 sets of chains. Those of three sets that the digits of the draws do not
// determine, and of one that `posterior` takes for constant, are in digits.test.ts.

import { autocorrelationTime } from '@epsie/analysis';
import test from 'ava';
import { type Case, cases, chainsOf, goldenOf, isSame, statisticsOf } from './posterior.ts';
import { ROUNDED, SMALL, TIED } from './special-cases.ts';

/** Keys of a case that are no statistics of ours. */
const NO_STATISTICS = ['x', 'chains', 'draws', 'probs', 'posterior_version', 'emcee_tau_per_chain'];

const isSpecial = (name: string, statistic: string): boolean =>
  name === ROUNDED || name === SMALL || (TIED.includes(name) && statistic === 'rhat');

let compared = 0;

for (const [name, golden] of Object.entries(cases)) {
  if (name === ROUNDED || name === SMALL) continue;
  test.serial(`${name}: agrees with posterior and ArviZ to 1e-10`, (t) => {
    const ours = statisticsOf(chainsOf(name), golden.probs);
    for (const statistic of statisticsIn(golden).filter((each) => !isSpecial(name, each))) {
      const expected = goldenOf(name, statistic) ?? [];
      const values = ours[statistic] ?? [];
      t.is(values.length, expected.length, statistic);
      for (const [i, value] of expected.entries())
        t.true(isSame(values[i] as number, value), `${statistic}[${i}]: ${values[i]}, not ${value}`);
      compared += expected.length;
    }
  });
}

const statisticsIn = (golden: Case): string[] => Object.keys(golden).filter((key) => !NO_STATISTICS.includes(key));

test.serial('no number of the file is left out', (t) => {
  const numbers = Object.entries(cases).flatMap(([name, golden]) =>
    statisticsIn(golden)
      .filter((statistic) => !isSpecial(name, statistic))
      .flatMap((statistic) => goldenOf(name, statistic) ?? []),
  );
  t.is(compared, numbers.length);
  t.is(compared, 1005);
});

for (const name of Object.keys(cases)) {
  const taus = goldenOf(name, 'emcee_tau_per_chain');
  if (taus === undefined || name === ROUNDED) continue;
  test(`${name}: agrees with emcee`, (t) => {
    chainsOf(name).forEach((chain, c) => {
      const { tau, reliable } = autocorrelationTime(chain);
      const golden = taus[c] as number;
      // emcee returns 1, or NaN, for a constant chain.
      if (new Set(chain).size === 1) t.deepEqual([tau, reliable], [Number.NaN, false]);
      // Over all lags the sum is 0: a window that ends with the chain has rounding errors for τ.
      else if (Math.abs(golden) < 1e-12) t.true(Math.abs(tau) < 1e-12, `chain ${c}`);
      else t.true(isSame(tau, golden), `chain ${c}: ${tau}, not ${golden}`);
    });
  });
}
