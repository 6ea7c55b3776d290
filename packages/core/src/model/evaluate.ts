import { describe, summarise } from '../error-data.ts';
import type { Evaluation, ModelObject, Position } from './model.ts';

/** A model that threw or answered with something that is no evaluation; {@link createError} adds where it happened. */
export class ModelFailure extends Error {
  /** The point that the model was asked about. */
  readonly position: { readonly [parameter: string]: number };
  /** What it answered, where it did. */
  readonly evaluation: unknown;

  /** Copies the point, which the chain uses again. */
  constructor(message: string, position: Position<string>, evaluation: unknown, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.position = { ...position };
    this.evaluation = evaluation;
  }
}

/**
 * Evaluates a model at a point. The likelihood counts only where the log prior is not −Infinity.
 *
 * @throws ModelFailure if it throws, or gives NaN, +Infinity or something that is no evaluation
 */
export function evaluate(model: ModelObject<string>, point: Position<string>): Evaluation {
  const evaluation = call(model, point);
  if (!isEvaluation(evaluation)) reject(evaluation, point);
  return evaluation;
}

function call(model: ModelObject<string>, point: Position<string>): Evaluation {
  try {
    return model.evaluate(point);
  } catch (cause) {
    throw new ModelFailure(`The model threw: ${summarise(cause)}`, point, undefined, cause);
  }
}

function isEvaluation(evaluation: Evaluation): boolean {
  if (typeof evaluation !== 'object' || evaluation === null) return false;
  const { logPrior } = evaluation;
  return (
    isLogProbability(logPrior) && (logPrior === Number.NEGATIVE_INFINITY || isLogProbability(evaluation.logLikelihood))
  );
}

function reject(evaluation: Evaluation, point: Position<string>): never {
  throw new ModelFailure(complaint(evaluation), point, evaluation);
}

const isLogProbability = (value: unknown): boolean => typeof value === 'number' && value < Number.POSITIVE_INFINITY;

function complaint(evaluation: unknown): string {
  const expectation = 'Expected the model to return { logLikelihood, logPrior } with numbers below +Infinity';
  if (evaluation instanceof Promise)
    return `${expectation}, got a Promise: a model is synchronous (load its data in a factory)`;
  return `${expectation}, got ${describe(evaluation)}`;
}
