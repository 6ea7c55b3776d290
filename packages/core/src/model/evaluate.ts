import { nearest } from '../checks/nearest.ts';
import { describe } from '../data/describe.ts';
import { summarise } from '../errors/error-data.ts';
import type { Evaluation, ModelObject, Position } from './model.ts';

/** Error of a model that threw, or returned something that is not an evaluation. The sampler adds the location. */
export class ModelFailure extends Error {
  /** Point at which the model was evaluated. */
  readonly position: { readonly [parameter: string]: number };
  /** Return value of the model, if it returned. */
  readonly evaluation: unknown;

  /** Copies the point, since the chain reuses it. */
  constructor(message: string, position: Position<string>, evaluation: unknown, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.position = { ...position };
    this.evaluation = evaluation;
  }
}

/** Evaluation of a point that a declared prior excludes. */
export const OUTSIDE: Evaluation = { logLikelihood: Number.NaN, logPrior: Number.NEGATIVE_INFINITY };

/**
 * Evaluates a model at a point. The likelihood counts only where the log prior is not −Infinity.
 *
 * @throws ModelFailure if the model throws, or returns NaN, +Infinity or something that is not an evaluation
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

/** Returns whether a value is a valid evaluation. The likelihood counts only where the log prior is not −Infinity. */
export function isEvaluation(evaluation: Evaluation): boolean {
  if (typeof evaluation !== 'object' || evaluation === null) return false;
  const { logPrior, logLikelihood } = evaluation;
  if (typeof logPrior !== 'number' || !(logPrior < Number.POSITIVE_INFINITY)) return false;
  if (logPrior === Number.NEGATIVE_INFINITY) return true;
  return typeof logLikelihood === 'number' && logLikelihood < Number.POSITIVE_INFINITY;
}

/** Throws the error of a model that threw at a point. That of a declared prior or its likelihood is one already. */
export function failThrown(point: Position<string>, cause: unknown): never {
  if (cause instanceof ModelFailure) throw cause;
  throw new ModelFailure(`The model threw: ${summarise(cause)}`, point, undefined, cause);
}

/** Throws the error of a model that returned something that is not an evaluation. */
export function failAnswer(point: Position<string>, answer: unknown): never {
  throw new ModelFailure(complaint(answer), point, answer);
}

const EXPECTATION = 'Expected the model to return { logLikelihood, logPrior } with numbers below +Infinity';

function complaint(answer: unknown): string {
  if (answer instanceof Promise)
    return `${EXPECTATION}, got a Promise: a model is synchronous. Load its data in \`defineModelFactory\`, which may be async`;
  return `${EXPECTATION}, got ${describe(answer)}${missingMember(answer)}`;
}

/** Returns the member of an evaluation that is missing and what to do, as the end of a message. */
function missingMember(answer: unknown): string {
  if (typeof answer === 'number') return ': return log likelihood and log prior separately';
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return '';
  const missing = (['logPrior', 'logLikelihood'] as const).find((name) => !(name in answer));
  if (missing === undefined) return '';
  const near = nearest(
    missing,
    Object.keys(answer).filter((name) => !MEMBERS.includes(name)),
  );
  if (near !== undefined) return `: write \`${missing}\` instead of \`${near}\``;
  return missing === 'logPrior'
    ? ': `logPrior` is missing (the log of the prior density: a constant where it is flat, -Infinity outside)'
    : ': `logLikelihood` is missing (it may be left out only where `logPrior` is -Infinity)';
}

const MEMBERS = ['logLikelihood', 'logPrior', 'blob'];
