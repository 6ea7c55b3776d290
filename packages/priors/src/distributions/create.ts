import type { Random } from '@epsie/core';
import { expected, rangeError, typeError } from '@epsie/core/checks';
import type { Distribution, DistributionSpec, Domain, Law } from './distribution.ts';

/** Half of the smallest uniform above 0, which is 2^−53. It replaces a uniform of 0, whose quantile may be infinite. */
export const SMALLEST_UNIFORM: number = Number.EPSILON / 4;

/** Creates a distribution from its plain data and code: all that is the same for every distribution. */
export function createDistribution<S extends DistributionSpec>(spec: S, law: Law): Distribution<S> {
  const { domain, mean, sd } = law;
  const inverse = domain.integer ? integerInverse(law) : continuousInverse(law);
  return {
    spec,
    domain,
    mean,
    sd,
    ...(law.flat ? { flat: true } : {}),
    logDensity: (x) => (isPossible(domain, x) ? law.logDensity(x) : outside(x)),
    cdf: (x) => probabilityOf(law, x, false),
    survival: (x) => probabilityOf(law, x, true),
    quantile: (p) => inverse(expectProbability('p', p), false),
    survivalQuantile: (q) => inverse(expectProbability('q', q), true),
    sample: (random: Random) => inverse(random.random() || SMALLEST_UNIFORM, false),
  };
}

function isPossible({ lower, upper, integer, periodic }: Domain, x: number): boolean {
  if (periodic) return Number.isFinite(x);
  return x >= lower && x <= upper && Math.abs(x) !== Number.POSITIVE_INFINITY && !(integer && !Number.isInteger(x));
}

// NaN stays NaN: a model that passes it must not look as if it were outside of its prior.
const outside = (x: number): number => (Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY);

function probabilityOf(law: Law, x: number, upper: boolean): number {
  const { domain } = law;
  if (Number.isNaN(x)) return x;
  if (x < domain.lower || (x === domain.lower && !domain.integer)) return upper ? 1 : 0;
  if (x >= domain.upper) return upper ? 0 : 1;
  const probability = law.probability(domain.integer ? Math.floor(x) : x, upper);
  return Math.min(Math.max(probability, 0), 1);
}

type Inverse = (p: number, upper: boolean) => number;

// Each half is inverted from its own tail: for p > ½ the difference 1 − p is exact.
function continuousInverse(law: Law): Inverse {
  const { lower, upper } = law.domain;
  // Of a very heavy tail, a quantile may overflow; a draw must be a number.
  const [least, greatest] = [Math.max(lower, -Number.MAX_VALUE), Math.min(upper, Number.MAX_VALUE)];
  return (p, isUpper) => {
    if (p === 0 || p === 1) return (p === 0) === isUpper ? upper : lower;
    const x = p > 0.5 ? law.inverse(1 - p, !isUpper) : law.inverse(p, isUpper);
    return Math.min(Math.max(x, least), greatest);
  };
}

function integerInverse(law: Law): Inverse {
  const { lower, upper } = law.domain;
  return (p, isUpper) => (p === 0 || p === 1 ? ((p === 0) === isUpper ? upper : lower) : law.inverse(p, isUpper));
}

function expectProbability(option: string, value: unknown): number {
  if (typeof value !== 'number') throw typeError(expected(option, 'a number from 0 to 1', value));
  if (!(value >= 0 && value <= 1)) throw rangeError(expected(option, 'a number from 0 to 1', value));
  return value;
}
