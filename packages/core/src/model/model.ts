import type { Random } from '../random/random.ts';
import type { DeclaredPrior, Prior } from './prior.ts';

/**
 * A point of the parameter space by parameter name. The sampler reuses the object in every call: read it during the
 * call, or copy it (`{ ...position }`) to keep it. An inactive component of a transdimensional problem is NaN.
 */
export type Position<P extends string> = { readonly [K in P]: number };

/** Result of a model at a point. */
export type Evaluation = {
  /** Natural logarithm of the likelihood; −Infinity is legal. Ignored where `logPrior` is −Infinity. */
  readonly logLikelihood: number;
  /** Natural logarithm of the prior density; −Infinity outside its support. */
  readonly logPrior: number;
  /** Numbers to record along with the point, under the same names at every point. */
  readonly blob?: { readonly [name: string]: number };
};

/** A model as a function of the point. */
export type ModelFunction<P extends string> = (position: Position<P>) => Evaluation;

/** A model that can also draw from its prior, so that a sampler can draw its start points. */
export type ModelObject<P extends string> = {
  /** Log likelihood and log prior at a point. */
  readonly evaluate: ModelFunction<P>;
  /** Returns a draw from the prior. The given generator must be its only source of randomness. */
  samplePrior?(random: Random): Position<P>;
  /** The prior, where the model declares it: `evaluate` and `samplePrior` follow from it. */
  readonly prior?: Prior<P>;
};

/** Result of a likelihood at a point: its natural logarithm, or that and numbers to record. */
export type LikelihoodResult =
  | number
  | {
      /** Natural logarithm of the likelihood; −Infinity is legal. */
      readonly logLikelihood: number;
      /** Numbers to record along with the point, under the same names at every point. */
      readonly blob?: { readonly [name: string]: number };
    };

/** Log likelihood as a function of the point. It is called only where the prior density is not 0. */
export type Likelihood<P extends string> = (position: Position<P>) => LikelihoodResult;

/**
 * A model that declares its prior: a distribution for every parameter, and the log likelihood. The names of the parameters are
 * those of the prior. The distributions of `@epsie/priors` can be used, or any object of the form {@link ParameterPrior}.
 */
export type DeclaredModel<P extends string> = {
  /** Prior of each parameter. */
  readonly prior: DeclaredPrior<P>;
  /** Log likelihood at a point, or `{ logLikelihood, blob }`. */
  readonly logLikelihood: Likelihood<NoInfer<P>>;
};

/** A model whose parameters are known from its prior. */
export type ModelWithPrior<P extends string> = ModelObject<NoInfer<P>> & {
  /** The prior that the model declares. */
  readonly prior: Prior<P>;
};

/** A model: a function of the point, an object with it, or a declared prior with the likelihood. */
export type Model<P extends string> = ModelFunction<P> | ModelObject<P> | DeclaredModel<P>;
