import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import { fromBatchModel, isBatchModel } from './batch/batch-model.ts';
import { fromDeclaration, isDeclaredModel } from './declared-model.ts';
import { isFactory } from './portable.ts';

/** Throws a `TypeError` that starts with `expectation` unless the value has the form of a model. */
export function checkModel(model: unknown, expectation: string): void {
  if (isDeclaredModel(model)) {
    fromDeclaration(model);
    return;
  }
  if (isBatchModel(model)) {
    fromBatchModel(model);
    return;
  }
  const { evaluate, samplePrior } = (model ?? {}) as { evaluate?: unknown; samplePrior?: unknown };
  const isObject = typeof model === 'object' && typeof evaluate === 'function';
  if (isObject && samplePrior !== undefined && typeof samplePrior !== 'function')
    throw typeError(`Expected \`samplePrior\` of the model to be a function, got ${describe(samplePrior)}`);
  if (isFactory(model))
    throw typeError(`${expectation} a model, got a function made by \`defineModelFactory\`. Call it with its options`);
  if (isObject || typeof model === 'function') return;
  const got = model instanceof Promise ? 'a Promise. Await it first' : `${describe(model)}${exportOf(model)}`;
  throw typeError(`${expectation} a function or an object with a function \`evaluate\`, got ${got}`);
}

// `import * as` yields the module, not the model.
function exportOf(model: unknown): string {
  const isModule = Object.prototype.toString.call(model) === '[object Module]';
  return isModule ? '. This is a module: pass the model that it exports' : '';
}
