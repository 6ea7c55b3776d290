import { createBirthKernel } from './births/registry.ts';
import type { Proposal } from './composites/registry.ts';
import { createKernel, type FixedProposal, familyOf } from './families/registry.ts';

/**
 * Checks that a proposal can be made, as far as that is known before its module is imported.
 *
 * @throws TypeError for one that was not made by the functions for it, or whose options do not fit together
 */
export function checkProposal(spec: Proposal<string>): void {
  if (spec.kind === 'nestedTransdimensional') {
    for (const { birth } of spec.components) createBirthKernel(birth);
  }
  for (const part of partsOf(spec)) if (familyOf(part).load === undefined) createKernel(part);
}

/**
 * Imports the modules of custom proposals, so that what follows can be synchronous. Samplers do so by themselves; a single
 * {@link Chain} needs it once before.
 */
export async function loadProposals(proposals: readonly Proposal<string>[]): Promise<void> {
  for (const part of proposals.flatMap(partsOf)) await familyOf(part).load?.(part);
}

/** Returns the proposals that a proposal consists of: itself, unless it nests others. */
export function partsOf(spec: Proposal<string>): readonly FixedProposal<string>[] {
  if (spec.kind !== 'nestedTransdimensional') return [spec];
  return [spec.indexProposal, ...spec.components.map(({ proposal }) => proposal)];
}
