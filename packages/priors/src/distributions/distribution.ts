import type { Random } from '@epsie/core';

/** Values that a parameter can have. */
export type Domain = {
  /** Lower bound; −Infinity where there is not one. */
  readonly lower: number;
  /** Upper bound; Infinity where there is not one. */
  readonly upper: number;
  /** Whether only integers are possible. The density is a probability then. */
  readonly integer?: true;
  /** Whether the bounds are the same point, as of an angle. The density then repeats with this period, outside of the bounds too. */
  readonly periodic?: true;
  /** The sphere that the parameter is a coordinate of. */
  readonly sphere?: Sphere;
};

/** Coordinates of a point on a sphere. */
export type Sphere = {
  /** Parameter of the angle around the axis, from 0 to 2π. */
  readonly azimuth: string;
  /** Parameter of the other angle. */
  readonly polar: string;
  /** Whether that is measured from the pole, from 0 to π, or from the equator, from −π/2 to π/2. */
  readonly convention: 'polar' | 'declination';
  /** Unit of both angles. Default radians. */
  readonly unit?: 'degrees';
};

/** The member that all distributions have in common as plain data. */
export type DistributionSpec<Kind extends string = string> = {
  /** Name of the distribution. */
  readonly kind: Kind;
};

/** Code of a distribution whose numbers are given. Points outside of the domain never reach it. */
export interface Law {
  /** Values that a draw can have. */
  readonly domain: Domain;
  /** Mean; NaN or Infinity where the integral does not exist. */
  readonly mean: number;
  /** Standard deviation; NaN or Infinity where the integral does not exist. */
  readonly sd: number;
  /** Set where the density is the same in all of the domain. */
  readonly flat?: true;
  /** Returns the log density, normalised, at a point of the domain. */
  logDensity(x: number): number;
  /** Returns P(X ≤ x), or P(X > x) if `upper`, each to full relative precision where the distribution has a tail. */
  probability(x: number, upper: boolean): number;
  /**
   * Returns the x whose `probability` is p, for 0 < p < 1; of a continuous distribution p is at most ½. Of integers: the lowest x
   * whose lower probability is at least p, or whose upper one is at most p.
   */
  inverse(p: number, upper: boolean): number;
}

/**
 * Contract of a distribution: one file with the type of its plain data, the function that users call for it, and an object of this
 * type, which `distributions/registry.ts` lists.
 */
export interface DistributionKind<S extends DistributionSpec> {
  /** Name of the distribution in its plain data. */
  readonly kind: S['kind'];
  /** Creates the code for the numbers of a spec. */
  law(spec: S): Law;
}

/** A normalised probability distribution of one parameter. */
export interface Distribution<S extends DistributionSpec = DistributionSpec> {
  /** The distribution as plain data, from which `fromSpec` creates it in any process. */
  readonly spec: S;
  /** Values that a draw can have. */
  readonly domain: Domain;
  /** Mean; NaN or Infinity where the integral does not exist. Of an angle: along the interval of the domain. */
  readonly mean: number;
  /** Standard deviation; NaN or Infinity where the integral does not exist. Of an angle: along the interval of the domain. */
  readonly sd: number;
  /** Set where the density is the same in all of the domain. */
  readonly flat?: true;
  /** Returns the log density at x, or the log probability of an integer. −Infinity outside of the domain. */
  logDensity(x: number): number;
  /** Returns the probability of a value of at most x. It keeps its relative precision in the lower tail. */
  cdf(x: number): number;
  /** Returns the probability of a value above x, 1 − cdf. It keeps its relative precision in the upper tail. */
  survival(x: number): number;
  /**
   * Returns the value whose `cdf` is p; of integers, the lowest one whose `cdf` is at least p.
   *
   * @throws TypeError or RangeError unless p is a number from 0 to 1
   */
  quantile(p: number): number;
  /**
   * Returns the value whose `survival` is q; of integers, the lowest one whose `survival` is at most q. In the upper tail it is
   * more precise than `quantile(1 - q)`.
   *
   * @throws TypeError or RangeError unless q is a number from 0 to 1
   */
  survivalQuantile(q: number): number;
  /** Returns a draw, from exactly one uniform of the generator. */
  sample(random: Random): number;
}
