import { expectOptions, expectPositive } from '@epsie/core/checks';
import { exp, log, logGammaDensity } from '@epsie/core/math';
import { logIncompleteGamma, logInverseGamma } from '../../math/incomplete-gamma.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** Numbers of {@link gamma}. */
export type GammaOptions = {
  /** Shape. */
  readonly shape: number;
  /** Rate: the mean is `shape / rate`. */
  readonly rate: number;
};

/** A {@link gamma} distribution as plain data. */
export type GammaSpec = GammaOptions & {
  /** Name of the distribution. */
  readonly kind: 'gamma';
};

/**
 * Creates a gamma distribution. Its density at 0 is infinite for a shape below 1.
 *
 * @throws TypeError or RangeError unless `shape` and `rate` are positive numbers
 */
export function gamma(options: GammaOptions): Distribution<GammaSpec> {
  expectOptions('gamma', options, ['shape', 'rate'], 'gamma({ shape: 2, rate: 1 })');
  const shape = expectPositive('shape', options.shape);
  const spec = { kind: 'gamma', shape, rate: expectPositive('rate', options.rate) } as const;
  return createDistribution(spec, gammaLaw(spec));
}

/** The code of {@link gamma}. */
export const gammaKind: DistributionKind<GammaSpec> = { kind: 'gamma', law: gammaLaw };

function gammaLaw({ shape, rate }: GammaSpec): Law {
  const logRate = log(rate);
  return {
    domain: { lower: 0, upper: Number.POSITIVE_INFINITY },
    mean: shape / rate,
    sd: Math.sqrt(shape) / rate,
    logDensity: (x) => logGammaDensity(shape, rate * x) + logRate,
    probability: (x, upper) => exp(logIncompleteGamma(shape, rate * x, upper)),
    inverse: (p, upper) => exp(logInverseGamma(shape, p, upper) - logRate),
  };
}
