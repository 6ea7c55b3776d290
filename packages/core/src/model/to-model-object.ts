import { fromBatchModel, isBatchModel } from './batch/batch-model.ts';
import { fromDeclaration, isDeclaredModel } from './declared-model.ts';
import type { DeclaredModel, Model, ModelObject } from './model.ts';

/** Returns the model as an object, whichever form it has: the same object for the same declared prior and likelihood. */
export function toModelObject<P extends string>(model: Model<P>): ModelObject<P> {
  if (isDeclaredModel(model)) return fromDeclaration(model as DeclaredModel<P>);
  if (isBatchModel(model)) return fromBatchModel(model) as unknown as ModelObject<P>;
  return typeof model === 'function' && !('evaluate' in model) ? { evaluate: model } : (model as ModelObject<P>);
}
