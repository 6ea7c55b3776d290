import type { JointPriorParameter, Random } from '@epsie/core';

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
  /**
   * Returns the parameters of a model with this prior, to be spread into its `prior`: one name for each coordinate. Of `dirichlet`, the
   * last fraction is not a parameter: it is 1 minus the sum of the others, and the density is one of the others.
   *
   * @throws TypeError unless there are as many distinct names
   *
   * @example
   * ```ts
   * import { dirichlet } from '@epsie/priors';
   *
   * const model = {
   *   prior: { ...dirichlet(1, 1, 1).named('first', 'second') },
   *   logLikelihood: ({ first, second }: { first: number; second: number }) => 3 * Math.log(1 - first - second),
   * };
   * ```
   */
  named<const N extends string>(...names: readonly N[]): { readonly [K in N]: JointPriorParameter };
}
