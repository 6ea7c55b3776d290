import { describe } from '../error-data.ts';
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

/** Calls a model and keeps what it said until the next call. */
export class Evaluator {
  readonly #model: ModelObject<string>;
  /** Log likelihood of the last point; meaningless where the log prior is −Infinity. */
  logLikelihood = 0;
  /** Log prior of the last point. */
  logPrior = 0;
  /** Blob of the last point. */
  blob: Evaluation['blob'] = undefined;

  /** @param model says log likelihood and log prior of a point */
  constructor(model: ModelObject<string>) {
    this.#model = model;
  }

  /**
   * Evaluates the model at a point.
   *
   * @throws ModelFailure if it throws, or gives NaN, +Infinity or something that is no evaluation
   */
  evaluate(point: Position<string>): void {
    const evaluation = this.#call(point);
    const { logPrior, logLikelihood } = evaluation;
    this.logPrior = logPrior;
    this.logLikelihood = logLikelihood;
    this.blob = evaluation.blob;
    const likely = logPrior === Number.NEGATIVE_INFINITY || isLogProbability(logLikelihood);
    if (!likely || !isLogProbability(logPrior)) throw new ModelFailure(complaint(evaluation), point, evaluation);
  }

  #call(point: Position<string>): Evaluation {
    let evaluation: Evaluation;
    try {
      evaluation = this.#model.evaluate(point);
    } catch (cause) {
      throw new ModelFailure(`The model threw: ${messageOf(cause)}`, point, undefined, cause);
    }
    if (typeof evaluation !== 'object' || evaluation === null)
      throw new ModelFailure(complaint(evaluation), point, evaluation);
    return evaluation;
  }
}

const isLogProbability = (value: unknown): boolean => typeof value === 'number' && value < Number.POSITIVE_INFINITY;

function complaint(evaluation: unknown): string {
  const expectation = 'Expected the model to return { logLikelihood, logPrior } with numbers below +Infinity';
  if (evaluation instanceof Promise)
    return `${expectation}, got a Promise: a model is synchronous (load its data in a factory)`;
  return `${expectation}, got ${describe(evaluation)}`;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : describe(cause);
}
