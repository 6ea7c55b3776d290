import { expectPositive } from '@epsie/core/checks';
import { exp, log, normalLogMass, normalLogPdf } from '@epsie/core/math';
import { normalIntervalQuantile, normalQuantile } from '../../math/normal-interval.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** A {@link halfNormal} distribution as plain data. */
export type HalfNormalSpec = {
  /** Name of the distribution. */
  readonly kind: 'halfNormal';
  /** Standard deviation of the normal that is folded. */
  readonly scale: number;
};

/**
 * Creates a half-normal distribution: that of the absolute value of a normal deviate of mean 0.
 *
 * @param scale standard deviation of the normal deviate
 * @throws TypeError or RangeError unless `scale` is a positive number
 */
export function halfNormal(scale: number): Distribution<HalfNormalSpec> {
  const spec = { kind: 'halfNormal', scale: expectPositive('scale', scale) } as const;
  return createDistribution(spec, halfNormalLaw(spec));
}

/** The code of {@link halfNormal}. */
export const halfNormalKind: DistributionKind<HalfNormalSpec> = { kind: 'halfNormal', law: halfNormalLaw };

function halfNormalLaw({ scale }: HalfNormalSpec): Law {
  const logNorm = log(scale) - Math.LN2;
  const mass = (from: number, to: number): number => 2 * exp(normalLogMass(from / scale, to / scale));
  return {
    domain: { lower: 0, upper: Number.POSITIVE_INFINITY },
    mean: scale * Math.sqrt(2 / Math.PI),
    sd: scale * Math.sqrt(1 - 2 / Math.PI),
    logDensity: (x) => normalLogPdf(x / scale) - logNorm,
    probability: (x, upper) => (upper ? mass(Number.NEGATIVE_INFINITY, -x) : mass(0, x)),
    inverse: (p, upper) =>
      scale * (upper ? -normalQuantile(0.5 * p) : normalIntervalQuantile(0, Number.POSITIVE_INFINITY, p)),
  };
}
