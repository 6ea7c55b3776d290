import { expectPositive } from '@epsie/core/checks';
import { atan2, log } from '@epsie/core/math';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';
import { cotangent, logOnePlusSquare } from '../real/cauchy.ts';

/** A {@link halfCauchy} distribution as plain data. */
export type HalfCauchySpec = {
  /** Name of the distribution. */
  readonly kind: 'halfCauchy';
  /** Median. */
  readonly scale: number;
};

/**
 * Creates a half-Cauchy distribution: that of the absolute value of a Cauchy deviate around 0. Its mean and standard deviation are
 * Infinity.
 *
 * @param scale median
 * @throws TypeError or RangeError unless `scale` is a positive number
 */
export function halfCauchy(scale: number): Distribution<HalfCauchySpec> {
  const spec = { kind: 'halfCauchy', scale: expectPositive('scale', scale) } as const;
  return createDistribution(spec, halfCauchyLaw(spec));
}

/** The code of {@link halfCauchy}. */
export const halfCauchyKind: DistributionKind<HalfCauchySpec> = { kind: 'halfCauchy', law: halfCauchyLaw };

function halfCauchyLaw({ scale }: HalfCauchySpec): Law {
  const logNorm = log(0.5 * Math.PI * scale);
  return {
    domain: { lower: 0, upper: Number.POSITIVE_INFINITY },
    mean: Number.POSITIVE_INFINITY,
    sd: Number.POSITIVE_INFINITY,
    logDensity: (x) => -logNorm - logOnePlusSquare(x / scale),
    probability: (x, upper) => (2 / Math.PI) * (upper ? atan2(1, x / scale) : atan2(x / scale, 1)),
    inverse: (p, upper) => (upper ? scale * cotangent(0.5 * p) : scale / cotangent(0.5 * p)),
  };
}
