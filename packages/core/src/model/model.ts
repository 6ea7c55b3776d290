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

/**
 * Points of a batch: one number per point and parameter. The arrays are views of one buffer, parameter after parameter in the
 * sampler's order. They are reused: read them until the call has returned, or until its promise has settled.
 */
export type Points<P extends string> = { readonly [K in P]: Float64Array };

/** Results of a batch, which the model writes: one number per point. */
export type BatchResults = {
  /** Natural logarithm of the likelihood. NaN until the model writes it. Its length is the number of points. */
  readonly logLikelihood: Float64Array;
  /** Natural logarithm of the prior density. NaN until the model writes it; not used where the model declares its prior. */
  readonly logPrior: Float64Array;
  /** Numbers to record along with the points, under the same names in every batch: the model assigns it, one array per name. */
  blob?: { readonly [name: string]: ArrayLike<number> };
};

/** Log likelihood, and log prior unless it is declared, of many points at once. A promise makes the batch asynchronous. */
export type BatchFunction<P extends string> = (points: Points<P>, out: BatchResults) => void | Promise<void>;

/**
 * A model of many points at once: log likelihood and log prior. A sampler then moves its chains in step: all propose, one call
 * evaluates, all decide.
 */
export type BatchModel<P extends string> = {
  /** Writes log likelihood and log prior of every point to `out`. Throws a {@link PointFailure} to blame one point. */
  evaluateBatch(points: Points<P>, out: BatchResults): void | Promise<void>;
  /** Log likelihood and log prior at one point. Default: a batch of one. */
  readonly evaluate?: ModelFunction<P>;
  /** Returns a draw from the prior. The given generator must be its only source of randomness. */
  samplePrior?(random: Random): Position<P>;
};

/** A declared prior and the log likelihood of many points at once, which is called with the points where the prior density is not 0. */
export type DeclaredBatchModel<P extends string> = {
  /** Prior of each parameter. */
  readonly prior: DeclaredPrior<P>;
  /** Writes the log likelihood of every point to `out`. Throws a {@link PointFailure} to blame one point. */
  logLikelihoodBatch(points: Points<NoInfer<P>>, out: BatchResults): void | Promise<void>;
};

/** A model whose parameters are known from its prior. */
export type ModelWithPrior<P extends string> = ModelObject<NoInfer<P>> & {
  /** The prior that the model declares. */
  readonly prior: Prior<P>;
};

/** A model: a function of the point, an object with it, or a declared prior with the likelihood; of one point or of many at once. */
export type Model<P extends string> =
  | ModelFunction<P>
  | ModelObject<P>
  | DeclaredModel<P>
  | BatchModel<P>
  | DeclaredBatchModel<P>;
