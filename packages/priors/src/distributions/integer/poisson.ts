import { expectPositive } from '@epsie/core/checks';
import { exp, logGammaTerm } from '@epsie/core/math';
import { logIncompleteGamma } from '../../math/incomplete-gamma.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';
import { firstInteger } from './first-integer.ts';

/** A {@link poisson} distribution as plain data. */
export type PoissonSpec = {
  /** Name of the distribution. */
  readonly kind: 'poisson';
  /** Mean. */
  readonly mean: number;
};

/**
 * Creates a Poisson distribution, of the integers from 0 up.
 *
 * @throws TypeError or RangeError unless `mean` is a positive number
 */
export function poisson(mean: number): Distribution<PoissonSpec> {
  const spec = { kind: 'poisson', mean: expectPositive('mean', mean) } as const;
  return createDistribution(spec, poissonLaw(spec));
}

/** The code of {@link poisson}. */
export const poissonKind: DistributionKind<PoissonSpec> = { kind: 'poisson', law: poissonLaw };

function poissonLaw({ mean }: PoissonSpec): Law {
  const probability = (k: number, upper: boolean): number => exp(logIncompleteGamma(k + 1, mean, !upper));
  return {
    domain: { lower: 0, upper: Number.POSITIVE_INFINITY, integer: true },
    mean,
    sd: Math.sqrt(mean),
    logDensity: (k) => (k === 0 ? -mean : logGammaTerm(k, mean)),
    // Abramowitz & Stegun, 26.4.21.
    probability,
    inverse(p, upper) {
      const isReached = (k: number): boolean => (upper ? probability(k, true) <= p : probability(k, false) >= p);
      return firstInteger(isReached, 0, Math.floor(mean));
    },
  };
}
