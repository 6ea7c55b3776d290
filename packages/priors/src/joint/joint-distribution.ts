import type { Random } from '@epsie/core';

/** A normalised probability distribution of several numbers that depend on each other. */
export interface JointDistribution {
  /** Number of coordinates. */
  readonly size: number;
  /** Mean of each coordinate. */
  readonly mean: readonly number[];
  /** Standard deviation of each coordinate. */
  readonly sd: readonly number[];
  /** Returns the log density at a point. −Infinity outside of the domain. */
  logDensity(point: ArrayLike<number>): number;
  /** Returns a draw, from exactly one uniform of the generator per coordinate. */
  sample(random: Random): number[];
}
