import type { BatchFunction, ModelObject } from '../model.ts';
import type { ProductPrior } from '../product-prior.ts';

/** The call of a model for many points at once. */
export type BatchCall = {
  /** Name of the function in the model, for messages. */
  readonly name: 'evaluateBatch' | 'logLikelihoodBatch';
  /** Evaluates points. */
  readonly evaluate: BatchFunction<string>;
  /** The prior, if the model declares it: then only points are evaluated that it allows. */
  readonly prior?: ProductPrior<string>;
};

const calls = new WeakMap<object, BatchCall>();

/** Stores the call of a model for many points. */
export function setBatchCall(model: object, call: BatchCall): void {
  calls.set(model, call);
}

/** Returns the call of a model for many points, if it has one. */
export const batchCallOf = (model: ModelObject<string>): BatchCall | undefined => calls.get(model);
