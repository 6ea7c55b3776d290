import { expectFinite, expectPositive } from '@epsie/core/checks';
import { atan2, cos, log, log1p, sin } from '@epsie/core/math';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** A {@link cauchy} distribution as plain data. */
export type CauchySpec = {
  /** Name of the distribution. */
  readonly kind: 'cauchy';
  /** Median and mode. */
  readonly location: number;
  /** Half of the width at half of the maximum. */
  readonly scale: number;
};

/**
 * Creates a Cauchy distribution. It has no mean and no standard deviation: both are NaN.
 *
 * @param location median and mode
 * @param scale half of the width at half of the maximum
 * @throws TypeError or RangeError unless `location` is finite and `scale` positive
 */
export function cauchy(location: number, scale: number): Distribution<CauchySpec> {
  const spec = {
    kind: 'cauchy',
    location: expectFinite('location', location),
    scale: expectPositive('scale', scale),
  } as const;
  return createDistribution(spec, cauchyLaw(spec));
}

/** The code of {@link cauchy}. */
export const cauchyKind: DistributionKind<CauchySpec> = { kind: 'cauchy', law: cauchyLaw };

function cauchyLaw({ location, scale }: CauchySpec): Law {
  const logNorm = log(Math.PI * scale);
  return {
    domain: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY },
    mean: Number.NaN,
    sd: Number.NaN,
    logDensity: (x) => -logNorm - logOnePlusSquare((x - location) / scale),
    probability: (x, upper) => atan2(1, (upper ? x - location : location - x) / scale) / Math.PI,
    inverse: (p, upper) => location + (upper ? scale : -scale) * cotangent(p),
  };
}

/** Returns log(1 + z²), also where z² overflows. */
export const logOnePlusSquare = (z: number): number => (Math.abs(z) > 1e100 ? 2 * log(Math.abs(z)) : log1p(z * z));

/** Returns cot(πp), for 0 < p ≤ ½. */
export const cotangent = (p: number): number => (p === 0.5 ? 0 : cos(Math.PI * p) / sin(Math.PI * p));
