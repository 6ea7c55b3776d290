import { describe } from '../data/describe.ts';
import { summarise } from '../errors/error-data.ts';
import { typeError } from '../errors/wrong-use.ts';
import { ModelFailure } from '../model/evaluate.ts';
import type { ModelObject, Position } from '../model/model.ts';
import type { Random } from '../random/random.ts';
import { compositeOf } from './composites/registry.ts';
import type { ProposalSpec } from './spec.ts';

/**
 * Returns a draw from the prior of a model: from the prior that it declares, where components that the proposals leave inactive
 * become NaN; otherwise from its `samplePrior`, as that draws it.
 *
 * @param proposals those of the sampler
 * @param parameters names, in the order of the result
 * @param random the only source of randomness
 * @throws TypeError for a model that cannot draw from its prior, ModelFailure if the draw fails
 */
export function drawFromPrior(
  model: ModelObject<string>,
  proposals: readonly ProposalSpec[],
  parameters: readonly string[],
  random: Random,
): Float64Array {
  const draw = drawAll(model, random);
  const inactive =
    model.prior === undefined
      ? []
      : proposals.flatMap((spec) => compositeOf(spec)?.deactivate?.(spec, draw, random) ?? []);
  return Float64Array.from(parameters, (name) => {
    if (inactive.includes(name)) return Number.NaN;
    const value: unknown = draw?.[name];
    if (typeof value === 'number') return value;
    throw new ModelFailure(
      `Expected \`samplePrior\` to return a number for parameter \`${name}\`, got ${describe(value)}`,
      draw ?? {},
      undefined,
    );
  });
}

function drawAll(model: ModelObject<string>, random: Random): Position<string> {
  if (model.prior === undefined && model.samplePrior === undefined) throw typeError(NO_SAMPLE_PRIOR);
  try {
    return (model.prior?.sample(random) ?? model.samplePrior?.(random)) as Position<string>;
  } catch (cause) {
    const source = model.prior === undefined ? '`samplePrior` of the model' : 'A draw from the prior of the model';
    throw new ModelFailure(`${source} threw: ${summarise(cause)}`, {}, undefined, cause);
  }
}

const NO_SAMPLE_PRIOR =
  'Expected the model to have a function `samplePrior`, since `start` got no positions. Pass positions, or add the function';
