import { expected } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { Evaluation, Model, Position } from '../../model/model.ts';
import type { Pool } from '../../pool/pool.ts';
import { evaluateStarts } from '../start/evaluate-starts.ts';
import type { EvaluatedPoint, StartPoints } from '../start/start-points.ts';

/** Evaluates a model at points, over a pool. */
export async function evaluatePoints(
  model: Model<string>,
  pool: Pool,
  parameters: readonly string[],
  points: readonly Position<string>[],
): Promise<Evaluation[]> {
  const positions = readPoints(parameters, points);
  const starts = positions.map((position, chain): StartPoints => ({ parameters, chain, positions: [position] }));
  const results = await evaluateStarts(model, pool, starts);
  return results.flatMap(({ levels }) => levels.map(evaluationOf));
}

const evaluationOf = ({ logLikelihood, logPrior, blob }: EvaluatedPoint): Evaluation => ({
  logLikelihood,
  logPrior,
  ...(blob === undefined ? {} : { blob }),
});

function readPoints(parameters: readonly string[], points: unknown): Float64Array[] {
  if (!Array.isArray(points))
    throw typeError(expected('points', 'an array of points, each an object with a number for every parameter', points));
  return points.map((point: unknown, index) =>
    Float64Array.from(parameters, (name) => {
      const value = (point as { readonly [name: string]: unknown } | null | undefined)?.[name];
      if (typeof value === 'number') return value;
      throw typeError(`Expected \`points[${index}].${name}\` to be a number, got ${describe(value)}`);
    }),
  );
}
