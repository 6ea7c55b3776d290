import { expectPositive } from '@epsie/core/checks';
import { exp, inverseBeta, log, log1p, logBeta, logIncompleteBeta } from '@epsie/core/math';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** A {@link beta} distribution as plain data. */
export type BetaSpec = {
  /** Name of the distribution. */
  readonly kind: 'beta';
  /** First shape: the density near 0 is proportional to x^(a − 1). */
  readonly a: number;
  /** Second shape: the density near 1 is proportional to (1 − x)^(b − 1). */
  readonly b: number;
};

/**
 * Creates a beta distribution, on the numbers from 0 to 1. Its density is infinite at an end whose shape is below 1.
 *
 * @param a shape at 0
 * @param b shape at 1
 * @throws TypeError or RangeError unless both are positive numbers
 */
export function beta(a: number, b: number): Distribution<BetaSpec> {
  const spec = { kind: 'beta', a: expectPositive('a', a), b: expectPositive('b', b) } as const;
  return createDistribution(spec, betaLaw(spec));
}

/** The code of {@link beta}. */
export const betaKind: DistributionKind<BetaSpec> = { kind: 'beta', law: betaLaw };

function betaLaw({ a, b }: BetaSpec): Law {
  const logNorm = logBeta(a, b);
  const tail = (x: number, upper: boolean): number =>
    upper ? logIncompleteBeta(b, a, 1 - x, x) : logIncompleteBeta(a, b, x, 1 - x);
  return {
    domain: { lower: 0, upper: 1 },
    mean: a / (a + b),
    sd: Math.sqrt((a / (a + b)) * (b / (a + b)) * (1 / (a + b + 1))),
    logDensity: (x) => (a === 1 ? 0 : (a - 1) * log(x)) + (b === 1 ? 0 : (b - 1) * log1p(-x)) - logNorm,
    probability: (x, upper) => exp(tail(x, upper)),
    inverse: (p, upper) => (upper ? inverseBeta(b, a, p)[1] : inverseBeta(a, b, p)[0]),
  };
}
