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
  let evaluation: Evaluation;
  try {
    evaluation = model.evaluate(point);
  } catch (cause) {
    failThrown(point, cause);
  }
  if (!isEvaluation(evaluation)) failAnswer(point, evaluation);
  return evaluation;
}

/** Whether a model's answer is an evaluation. The likelihood counts only where the log prior is not −Infinity. */
export function isEvaluation(evaluation: Evaluation): boolean {
  if (typeof evaluation !== 'object' || evaluation === null) return false;
  const { logPrior, logLikelihood } = evaluation;
  if (typeof logPrior !== 'number' || !(logPrior < Number.POSITIVE_INFINITY)) return false;
  if (logPrior === Number.NEGATIVE_INFINITY) return true;
  return typeof logLikelihood === 'number' && logLikelihood < Number.POSITIVE_INFINITY;
}

/** The model threw at a point. */
export function failThrown(point: Position<string>, cause: unknown): never {
  throw new ModelFailure(`The model threw: ${summarise(cause)}`, point, undefined, cause);
}

/** The model answered with something that is no evaluation. */
export function failAnswer(point: Position<string>, answer: unknown): never {
  throw new ModelFailure(complaint(answer), point, answer);
}

function complaint(evaluation: unknown): string {
  const expectation = 'Expected the model to return { logLikelihood, logPrior } with numbers below +Infinity';
  if (evaluation instanceof Promise)
    return `${expectation}, got a Promise: a model is synchronous (load its data in a factory)`;
  return `${expectation}, got ${describe(evaluation)}`;
}
