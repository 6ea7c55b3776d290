import { acquirePoint, releasePoint } from '../../chain/point.ts';
import { evaluate } from '../../model/evaluate.ts';
import type { Evaluation, ModelObject } from '../../model/model.ts';
import type { Evaluating } from './start-points.ts';

/** Does the work, with an evaluation of each point by itself. Yields after each. */
export function* evaluateAlone<Result>(
  work: Evaluating<Result>,
  parameters: readonly string[],
  model: ModelObject<string>,
): Generator<undefined, Result> {
  let next = work.next();
  while (!next.done) {
    const answer = answerOf(next.value, parameters, model);
    next = 'failure' in answer ? work.throw(answer.failure) : work.next(answer.evaluation);
    yield;
  }
  return next.value;
}

type Answer = { readonly evaluation: Evaluation } | { readonly failure: unknown };

function answerOf(values: Float64Array, parameters: readonly string[], model: ModelObject<string>): Answer {
  const point = acquirePoint(parameters);
  try {
    point.values.set(values);
    return { evaluation: evaluate(model, point.position) };
  } catch (failure) {
    return { failure };
  } finally {
    releasePoint(point);
  }
}
