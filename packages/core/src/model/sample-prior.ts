import { describe } from '../data/describe.ts';
import { summarise } from '../errors/error-data.ts';
import type { Random } from '../random/random.ts';
import { ModelFailure } from './evaluate.ts';
import type { ModelObject, Position } from './model.ts';

/**
 * Draws a point from the prior of a model.
 *
 * @param values takes the numbers, in the order of `parameters`
 * @throws ModelFailure if the model cannot draw, or draws something else
 */
export function samplePriorInto(
  values: Float64Array,
  parameters: readonly string[],
  model: ModelObject<string>,
  random: Random,
): void {
  const point = callSamplePrior(model, random);
  for (let i = 0; i < parameters.length; i++) {
    const value: unknown = point?.[parameters[i] as string];
    if (typeof value !== 'number') failDraw(parameters[i] as string, point);
    values[i] = value as number;
  }
}

function callSamplePrior(model: ModelObject<string>, random: Random): Position<string> {
  if (model.samplePrior === undefined)
    throw new ModelFailure('Expected the model to have a function `samplePrior`, got none', {}, undefined);
  try {
    return model.samplePrior(random);
  } catch (cause) {
    throw new ModelFailure(`\`samplePrior\` of the model threw: ${summarise(cause)}`, {}, undefined, cause);
  }
}

function failDraw(name: string, point: Position<string> | undefined): never {
  const message = `Expected \`samplePrior\` to return a number for parameter \`${name}\`, got ${describe(point?.[name])}`;
  throw new ModelFailure(message, point ?? {}, undefined);
}
