import { expectFinite, expectPositive } from '@epsie/core/checks';
import { exp, log, normalLogMass, normalLogPdf } from '@epsie/core/math';
import { normalQuantile } from '../../math/normal-interval.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** A {@link normal} distribution as plain data. */
export type NormalSpec = {
  /** Name of the distribution. */
  readonly kind: 'normal';
  /** Mean. */
  readonly mean: number;
  /** Standard deviation. */
  readonly std: number;
};

/**
 * Creates a normal distribution.
 *
 * @throws TypeError or RangeError unless `mean` is finite and `std` positive
 */
export function normal(mean: number, std: number): Distribution<NormalSpec> {
  const spec = { kind: 'normal', mean: expectFinite('mean', mean), std: expectPositive('std', std) } as const;
  return createDistribution(spec, normalLaw(spec));
}

/** The code of {@link normal}. */
export const normalKind: DistributionKind<NormalSpec> = { kind: 'normal', law: normalLaw };

function normalLaw({ mean, std }: NormalSpec): Law {
  const logStd = log(std);
  return {
    domain: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY },
    mean,
    sd: std,
    logDensity: (x) => normalLogPdf((x - mean) / std) - logStd,
    probability: (x, upper) => normalTail((upper ? mean - x : x - mean) / std),
    inverse: (p, upper) => mean + (upper ? -std : std) * normalQuantile(p),
  };
}

/** Returns Φ(z), the distribution function of the standard normal. */
export const normalTail = (z: number): number => exp(normalLogMass(Number.NEGATIVE_INFINITY, z));
