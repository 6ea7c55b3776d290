import { quoted } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { BatchModel, ModelObject } from '../model.ts';
import { type BatchCall, setBatchCall } from './batch-call.ts';
import { createSingle } from './single.ts';

/** Returns whether a value is a model of many points with its own log prior. */
export const isBatchModel = (value: unknown): value is BatchModel<string> =>
  typeof value === 'object' && value !== null && 'evaluateBatch' in value;

const known = new WeakMap<object, ModelObject<string>>();

/**
 * Returns the model object of a batch model: the same one for the same model.
 *
 * @throws TypeError for a model that is not complete
 */
export function fromBatchModel(model: BatchModel<string>): ModelObject<string> {
  const cached = known.get(model);
  if (cached !== undefined) return cached;
  checkMembers(model);
  const call: BatchCall = { name: 'evaluateBatch', evaluate: (...batch) => model.evaluateBatch(...batch) };
  const evaluate = model.evaluate === undefined ? createSingle(call) : model.evaluate.bind(model);
  const object = { evaluate, ...(model.samplePrior ? { samplePrior: model.samplePrior.bind(model) } : {}) };
  setBatchCall(object, call);
  known.set(model, object);
  return object;
}

const WRONG = ['prior', 'logLikelihood', 'logLikelihoodBatch'];

function checkMembers(model: BatchModel<string>): void {
  const wrong = Object.keys(model).filter((name) => WRONG.includes(name));
  if (wrong.length > 0)
    throw typeError(
      `Expected the model to have either \`evaluateBatch\`, or \`prior\` and \`logLikelihoodBatch\`, got \`evaluateBatch\` with ${quoted(wrong)}. ` +
        'With a declared prior, `logLikelihoodBatch` writes the log likelihoods alone',
    );
  if (typeof model.evaluateBatch !== 'function')
    throw typeError(
      `Expected \`evaluateBatch\` of the model to be a function of the points, got ${describe(model.evaluateBatch)}. ` +
        'Write `evaluateBatch({ x }, out) { … }`, where `x` is an array with one number per point',
    );
  for (const name of ['evaluate', 'samplePrior'] as const) {
    if (model[name] === undefined || typeof model[name] === 'function') continue;
    throw typeError(`Expected \`${name}\` of the model to be a function, got ${describe(model[name])}`);
  }
}
