import type { Random } from '../random/random.ts';
import { type DeclaredModel, fromDeclaration, isDeclaredModel } from './declared-model.ts';
import type { Prior } from './prior.ts';

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

/** A model: a function of the point, an object with it, or a declared prior with the likelihood. */
export type Model<P extends string> = ModelFunction<P> | ModelObject<P> | DeclaredModel<P>;

/** Returns the model as an object, whichever form it has: the same object for the same declared prior and likelihood. */
export function toModelObject<P extends string>(model: Model<P>): ModelObject<P> {
  if (isDeclaredModel(model)) return fromDeclaration(model as DeclaredModel<P>);
  return typeof model === 'function' && !('evaluate' in model) ? { evaluate: model } : (model as ModelObject<P>);
}
