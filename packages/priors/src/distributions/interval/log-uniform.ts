import { expectPositiveInterval } from '../../checks/arguments.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind } from '../distribution.ts';
import { powersLaw } from './power-law.ts';

/** A {@link logUniform} distribution as plain data. */
export type LogUniformSpec = {
  /** Name of the distribution. */
  readonly kind: 'logUniform';
  /** Lower bound. */
  readonly lower: number;
  /** Upper bound. */
  readonly upper: number;
};

/**
 * Creates a log-uniform distribution: that of a positive number whose logarithm is uniform.
 *
 * @throws TypeError or RangeError unless the bounds are positive and finite, the lower one below the upper
 */
export function logUniform(lower: number, upper: number): Distribution<LogUniformSpec> {
  expectPositiveInterval(lower, upper);
  const spec = { kind: 'logUniform', lower, upper } as const;
  return createDistribution(spec, logUniformKind.law(spec));
}

/** The code of {@link logUniform}: the power law of exponent −1. */
export const logUniformKind: DistributionKind<LogUniformSpec> = {
  kind: 'logUniform',
  law: ({ lower, upper }) => powersLaw(-1, lower, upper),
};
