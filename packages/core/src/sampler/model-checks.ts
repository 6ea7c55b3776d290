import type { Model, ModelObject } from '../model/model.ts';
import { isPortableModel } from '../model/portable.ts';
import { toModelObject } from '../model/to-model-object.ts';
import { familyOf } from '../proposals/families/registry.ts';
import { partsOf } from '../proposals/parts.ts';
import type { Configuration } from './configuration.ts';

/**
 * Checks that the model has what the proposals need that use it. What a factory will make is not known yet, and is checked by the first run.
 *
 * @throws TypeError that names what the model lacks
 */
export function checkModelForProposals({ proposals, parameters }: Configuration, model: Model<string>): void {
  const object: ModelObject<string> = isPortableModel(model) ? model : toModelObject(model);
  const view = { model: object, candidate: { parameters }, logPrior: Number.NaN, proposedLogPrior: Number.NaN };
  for (const part of proposals.flatMap(partsOf)) familyOf(part).bind?.(part, view);
}
