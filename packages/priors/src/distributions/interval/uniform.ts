import { log } from '@epsie/core/math';
import { expectInterval } from '../../checks/arguments.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** A {@link uniform} distribution as plain data. */
export type UniformSpec = {
  /** Name of the distribution. */
  readonly kind: 'uniform';
  /** Lower bound. */
  readonly lower: number;
  /** Upper bound. */
  readonly upper: number;
};

/**
 * Creates a uniform distribution on an interval.
 *
 * @throws TypeError or RangeError unless the bounds are finite, the lower one below the upper
 */
export function uniform(lower: number, upper: number): Distribution<UniformSpec> {
  expectInterval(lower, upper);
  const spec = { kind: 'uniform', lower, upper } as const;
  return createDistribution(spec, uniformLaw(spec));
}

/** The code of {@link uniform}. */
export const uniformKind: DistributionKind<UniformSpec> = { kind: 'uniform', law: uniformLaw };

/** Creates the code of a flat density between two bounds. */
export function uniformLaw({ lower, upper }: { readonly lower: number; readonly upper: number }): Law {
  const width = upper - lower;
  const logDensity = 0 - log(width);
  return {
    domain: { lower, upper },
    flat: true,
    mean: lower + 0.5 * width,
    sd: width / Math.sqrt(12),
    logDensity: () => logDensity,
    probability: (x, isUpper) => (isUpper ? upper - x : x - lower) / width,
    inverse: (p, isUpper) => (isUpper ? upper - p * width : lower + p * width),
  };
}
