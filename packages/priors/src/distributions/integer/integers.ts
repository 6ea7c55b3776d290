import { log } from '@epsie/core/math';
import { expectIntegers } from '../../checks/arguments.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** An {@link integers} distribution as plain data. */
export type IntegersSpec = {
  /** Name of the distribution. */
  readonly kind: 'integers';
  /** Lowest value. */
  readonly lowest: number;
  /** Highest value. */
  readonly highest: number;
};

/**
 * Creates a uniform distribution of the integers from the lowest to the highest, both included.
 *
 * @throws TypeError or RangeError unless both are integers, the lowest not above the highest
 */
export function integers(lowest: number, highest: number): Distribution<IntegersSpec> {
  expectIntegers(lowest, highest);
  const spec = { kind: 'integers', lowest, highest } as const;
  return createDistribution(spec, integersLaw(spec));
}

/** The code of {@link integers}. */
export const integersKind: DistributionKind<IntegersSpec> = { kind: 'integers', law: integersLaw };

function integersLaw({ lowest, highest }: IntegersSpec): Law {
  const count = highest - lowest + 1;
  const logDensity = 0 - log(count);
  return {
    domain: { lower: lowest, upper: highest, integer: true },
    mean: lowest + 0.5 * (count - 1),
    sd: Math.sqrt(((count - 1) / 12) * (count + 1)),
    logDensity: () => logDensity,
    probability: (x, upper) => (upper ? highest - x : x - lowest + 1) / count,
    inverse: (p, upper) => (upper ? highest - wholesIn(p, count) : lowest + countFor(p, count) - 1),
  };
}

// The least number of integers whose share is at least p: the product may be rounded past an integer.
function countFor(p: number, count: number): number {
  const least = Math.ceil(p * count);
  return least > 1 && (least - 1) / count >= p ? least - 1 : Math.max(least, 1);
}

// The greatest number of integers whose share is at most q.
function wholesIn(q: number, count: number): number {
  const most = Math.floor(q * count);
  return Math.min((most + 1) / count <= q ? most + 1 : most, count - 1);
}
