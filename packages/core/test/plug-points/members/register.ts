// The line that each registry would have for these members.
import { RULES } from '#src/proposals/adaptation/registry.js';
import { COMPOSITES } from '#src/proposals/composites/registry.js';
import { FAMILIES } from '#src/proposals/families/registry.js';
import { LADDER_RULES, SWAP_SCHEMES } from '#src/tempering/registry.js';
import { halvingRule } from './halving.ts';
import { mixtureComposite } from './mixture.ts';
import { narrowingRule } from './narrowing.ts';
import { thirds } from './thirds.ts';
import { uniformStepFamily } from './uniform-step.ts';

/** Adds the members of this folder to the registries of this process. */
export function registerMembers(): void {
  Object.assign(FAMILIES, { uniformStep: uniformStepFamily });
  Object.assign(RULES, { halving: halvingRule });
  Object.assign(COMPOSITES, { mixture: mixtureComposite });
  Object.assign(LADDER_RULES, { narrowing: narrowingRule });
  Object.assign(SWAP_SCHEMES, { thirds });
}
