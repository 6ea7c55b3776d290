import { expectOptions, expectPositive } from '@epsie/core/checks';
import { exp, log, logGammaDensity } from '@epsie/core/math';
import { logIncompleteGamma, logInverseGamma } from '../../math/incomplete-gamma.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** Numbers of {@link inverseGamma}. */
export type InverseGammaOptions = {
  /** Shape: the exponent of the tail is −`shape` − 1. */
  readonly shape: number;
  /** Scale: the mean is `scale / (shape − 1)`. */
  readonly scale: number;
};

/** An {@link inverseGamma} distribution as plain data. */
export type InverseGammaSpec = InverseGammaOptions & {
  /** Name of the distribution. */
  readonly kind: 'inverseGamma';
};

/**
 * Creates an inverse gamma distribution: that of the reciprocal of a gamma deviate. Its mean is Infinity for a shape up to 1, its
 * standard deviation up to 2.
 *
 * @throws TypeError or RangeError unless `shape` and `scale` are positive numbers
 */
export function inverseGamma(options: InverseGammaOptions): Distribution<InverseGammaSpec> {
  expectOptions('inverseGamma', options, ['shape', 'scale'], 'inverseGamma({ shape: 3, scale: 1 })');
  const shape = expectPositive('shape', options.shape);
  const spec = { kind: 'inverseGamma', shape, scale: expectPositive('scale', options.scale) } as const;
  return createDistribution(spec, inverseGammaLaw(spec));
}

/** The code of {@link inverseGamma}. */
export const inverseGammaKind: DistributionKind<InverseGammaSpec> = { kind: 'inverseGamma', law: inverseGammaLaw };

function inverseGammaLaw({ shape, scale }: InverseGammaSpec): Law {
  const logScale = log(scale);
  const mean = shape > 1 ? scale / (shape - 1) : Number.POSITIVE_INFINITY;
  return {
    domain: { lower: 0, upper: Number.POSITIVE_INFINITY },
    mean,
    sd: shape > 2 ? mean / Math.sqrt(shape - 2) : Number.POSITIVE_INFINITY,
    logDensity(x) {
      const z = scale / x;
      return z < Number.POSITIVE_INFINITY
        ? logGammaDensity(shape, z) + 2 * log(z) - logScale
        : Number.NEGATIVE_INFINITY;
    },
    probability: (x, upper) => exp(logIncompleteGamma(shape, scale / x, !upper)),
    inverse: (p, upper) => exp(logScale - logInverseGamma(shape, p, !upper)),
  };
}
