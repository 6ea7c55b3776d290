import { createError, isEpsieError } from '../../errors/epsie-error.ts';
import { isEvaluation } from '../../model/evaluate.ts';
import type { Model } from '../../model/model.ts';
import { isPortableModel, type PortableModel } from '../../model/portable.ts';

const DATA_FROM_OUTSIDE =
  'In this process the same model succeeds at that point, so it may use data that were set from outside its module. Every ' +
  'process imports the module separately: load the data in the module, or in `defineModelFactory`';

/**
 * Returns the error of a start that failed in another process, with advice if the model succeeds here at the same point.
 * Models of a factory are not tried, since their data may not be meant for this process.
 */
export function explainElsewhere(error: unknown, model: Model<string>): unknown {
  if (!isEpsieError(error, 'MODEL_FAILED') || !isPortableModel(model)) return error;
  const { message, position, cause } = error;
  if (Object.keys(position).length === 0 || !succeedsHere(model, position)) return error;
  const { chain, temperature, iteration, evaluation } = error;
  const place = { chain, temperature, iteration, position };
  const fields = evaluation === undefined ? place : { ...place, evaluation };
  return createError('MODEL_FAILED', `${message}. ${DATA_FROM_OUTSIDE}`, fields, cause);
}

function succeedsHere(model: PortableModel<string>, position: { readonly [name: string]: number }): boolean {
  if ('options' in model.reference) return false;
  try {
    return isEvaluation(model.evaluate(position));
  } catch {
    return false;
  }
}
