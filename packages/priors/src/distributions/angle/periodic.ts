import { expectInterval } from '../../checks/arguments.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';
import { uniformLaw } from '../interval/uniform.ts';

/** A {@link periodic} distribution as plain data. */
export type PeriodicSpec = {
  /** Name of the distribution. */
  readonly kind: 'periodic';
  /** Lower end of a period. */
  readonly lower: number;
  /** Upper end of the period: the same point. */
  readonly upper: number;
};

/**
 * Creates a uniform distribution of a periodic parameter, such as a phase. The density is the same at every number, as each
 * is the value of a point of the circle.
 *
 * @throws TypeError or RangeError unless the bounds are finite, the lower one below the upper
 */
export function periodic(lower: number, upper: number): Distribution<PeriodicSpec> {
  expectInterval(lower, upper);
  const spec = { kind: 'periodic', lower, upper } as const;
  return createDistribution(spec, periodicLaw(spec));
}

/** The code of {@link periodic}. */
export const periodicKind: DistributionKind<PeriodicSpec> = { kind: 'periodic', law: periodicLaw };

/** Creates the code of a flat density on a circle. */
export function periodicLaw({ lower, upper }: Omit<PeriodicSpec, 'kind'>): Law {
  return { ...uniformLaw({ lower, upper }), domain: { lower, upper, periodic: true } };
}
