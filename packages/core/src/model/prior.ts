import type { Random } from '../random/random.ts';

/** Values that a parameter can have under its prior. */
export type PriorDomain = {
  /** Lower bound; −Infinity where there is not one. */
  readonly lower: number;
  /** Upper bound; Infinity where there is not one. */
  readonly upper: number;
  /** Whether only integers are possible. */
  readonly integer?: true;
  /** Whether the bounds are the same point, as of an angle. */
  readonly periodic?: true;
  /** The sphere that the parameter is a coordinate of. */
  readonly sphere?: {
    /** Parameter of the angle around the axis. */
    readonly azimuth: string;
    /** Parameter of the other angle. */
    readonly polar: string;
    /** Whether that is measured from the pole or from the equator. */
    readonly convention: 'polar' | 'declination';
    /** Unit of both angles. Default radians. */
    readonly unit?: 'radians' | 'degrees';
  };
};

/** Prior of one parameter, independent of the others. The distributions of `@epsie/priors` have this form. */
export interface ParameterPrior {
  /** Values that a draw can have. */
  readonly domain: PriorDomain;
  /** Standard deviation; NaN or Infinity where it does not exist. */
  readonly sd: number;
  /** Set where the density is the same in all of the domain: then it need not be computed at each of its points. */
  readonly flat?: true;
  /** Returns the normalised log density, or the log probability of an integer. −Infinity outside of the domain. */
  logDensity(x: number): number;
  /** Returns the value below which a draw has probability p. Optional. */
  quantile?(p: number): number;
  /** Returns a draw. The generator must be its only source of randomness. */
  sample?(random: Random): number;
}

/** Prior of several parameters that depend on each other. */
export interface JointPrior {
  /** Returns the normalised log density of all its parameters. −Infinity outside of their domain. */
  logDensity(point: readonly number[]): number;
  /** Returns a draw, one number per parameter. The generator must be its only source of randomness. */
  sample?(random: Random): readonly number[];
}

/** One of the parameters of a joint prior. All of them must be declared together. */
export interface JointPriorParameter {
  /** Values that a draw can have, whatever the others are. */
  readonly domain: PriorDomain;
  /** Standard deviation of this parameter; NaN or Infinity where it does not exist. */
  readonly sd: number;
  /** The joint prior: the same object for each of its parameters. */
  readonly joint: JointPrior;
  /** Names of all its parameters, in the order of its points. */
  readonly names: readonly string[];
}

/** The prior of a model by parameter name. */
export type DeclaredPrior<P extends string> = { readonly [K in P]: ParameterPrior | JointPriorParameter };

/** A declared prior at work: the product of independent priors, in the order of their declaration. */
export interface Prior<P extends string = string> {
  /** Names of the parameters, in the order of their declaration. */
  readonly parameters: readonly P[];
  /** Parameters that cannot be drawn, since their prior has no `sample`. */
  readonly undrawable: readonly P[];
  /** Returns the values that a parameter can have. */
  domainOf(parameter: P): PriorDomain;
  /**
   * Returns a typical deviation of a parameter from its mean: the standard deviation where it is finite, else half the width of the central
   * 68 %, else that of a uniform prior within the bounds, else NaN.
   */
  scaleOf(parameter: P): number;
  /** Returns the names of the joint prior that a parameter belongs to; its own name alone where it is independent. */
  dependsOn(parameter: P): readonly string[];
  /** Returns the log density of a point. Parameters of inactive components (NaN) do not count. */
  logDensity(position: { readonly [K in P]: number }): number;
  /**
   * Returns the part of the prior that concerns some parameters.
   *
   * @throws TypeError for unknown parameters, or for some but not all of a joint prior
   */
  restrictedTo<Q extends P>(parameters: readonly Q[]): Prior<Q>;
  /**
   * Returns a draw of all parameters.
   *
   * @throws TypeError if some cannot be drawn
   */
  sample(random: Random): { readonly [K in P]: number };
}
