// Numbers of SciPy, which `test/fixtures/scipy.json` holds.
import { readFileSync } from 'node:fs';
import * as priors from '@epsie/priors';
import test from 'ava';

type Written = number | 'Infinity' | '-Infinity' | 'NaN';
type Golden = {
  readonly arguments: readonly number[] | object;
  readonly logDensity: readonly (readonly [x: number | number[], value: Written])[];
  readonly quantile?: readonly (readonly [p: number, x: number])[];
  readonly mean?: Written;
  readonly sd?: Written;
};

const path = new URL('../../test/fixtures/scipy.json', import.meta.url);
const golden = JSON.parse(readFileSync(path, 'utf8')) as { readonly [name: string]: Golden };

/** Entries that are a second set of numbers for a function. */
const FUNCTIONS: { readonly [entry: string]: string } = {
  truncatedNormalTail: 'truncatedNormal',
  gammaSmallShape: 'gamma',
  betaHalf: 'beta',
  powerLawPositive: 'powerLaw',
  powerLawMinusOne: 'powerLaw',
  vonMisesSharp: 'vonMises',
};

/** Those whose log densities contain no special function. */
const ELEMENTARY = new Set(
  [
    'uniform',
    'logUniform',
    'normal',
    'halfNormal',
    'logNormal',
    'exponential',
    'cauchy',
    'halfCauchy',
    'powerLaw',
  ].concat(['powerLawPositive', 'powerLawMinusOne', 'sine', 'cosine', 'integers', 'multivariateNormal']),
);

/**
 * Quantiles for which SciPy 1.17 rounds ½ + p, 1 − p or the like before it inverts, so that it is off by up to 10⁻⁴, and by
 * 2·10⁻⁹ for Student's t. These are from mpmath with 40 digits, for p as the double that it is.
 */
const EXACT: { readonly [entry: string]: readonly (readonly [p: number, x: number])[] } = {
  halfNormal: [
    [1e-12, 1.7546397922417001e-12],
    [0.999999999999, 9.982713850030981],
  ],
  cauchy: [
    [1e-12, -381971863420.1488],
    [0.999999999999, 381980313482.5356],
  ],
  halfCauchy: [[0.999999999999, 763960626964.2711]],
  studentT: [
    [1e-12, -5341.3456075532185],
    [1e-6, -80.76983568935803],
    [0.01, -4.249270072334435],
    [0.1, -1.3582036544160951],
    [0.25, -0.43156884959416525],
    [0.75, 1.2315688495941652],
    [0.9, 2.1582036544160954],
    [0.99, 5.049270072334434],
    [0.999999, 81.56983568865039],
    [0.999999999999, 5342.181416740448],
  ],
  sine: [[1e-12, 2.0000000000003332e-6]],
};

type Subject = priors.Distribution & priors.JointDistribution;

function create(entry: string, given: Golden['arguments']): Subject {
  const make = (priors as unknown as { readonly [name: string]: (...args: unknown[]) => Subject })[
    FUNCTIONS[entry] ?? entry
  ];
  if (make === undefined) throw new Error(`There is no ${entry}`);
  return Array.isArray(given) ? make(...(given as number[])) : make(given);
}

const isNear = (a: number, b: number, tolerance: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * Math.abs(b);

for (const [entry, { arguments: given, logDensity, quantile = [], mean, sd }] of Object.entries(golden)) {
  const distribution = create(entry, given);

  test(`${entry}: the log density is SciPy's`, (t) => {
    const tolerance = ELEMENTARY.has(entry) ? 1e-12 : 1e-10;
    for (const [x, value] of logDensity) {
      const got = distribution.logDensity(x as number & number[]);
      t.true(isNear(got, Number(value), tolerance), `at ${x}: ${got}, expected ${value}`);
    }
  });

  if (quantile.length > 0)
    test(`${entry}: the quantiles are SciPy's`, (t) => {
      const exact = new Map(EXACT[entry]);
      for (const [p, x] of quantile) {
        const got = distribution.quantile(p);
        t.true(isNear(got, exact.get(p) ?? x, 1e-9), `at ${p}: ${got}, expected ${exact.get(p) ?? x}`);
      }
    });

  if (mean !== undefined)
    test(`${entry}: mean and standard deviation are SciPy's`, (t) => {
      t.true(isNear(distribution.mean, Number(mean), 1e-10), `${distribution.mean}, expected ${mean}`);
      t.true(isNear(distribution.sd, Number(sd), 1e-10), `${distribution.sd}, expected ${sd}`);
    });
}

test('a log density, a quantile and a mean that are off by 1e-8 are found', (t) => {
  for (const [value, tolerance] of [
    [-1.25, 1e-12],
    [8.6, 1e-9],
    [0.67, 1e-10],
  ] as const)
    t.false(isNear(value * (1 + 1e-8), value, tolerance));
});
