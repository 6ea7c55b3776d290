import { typeError } from '../errors/wrong-use.ts';
import { createBirthKernel } from './births/registry.ts';
import { compositeOf, type Proposal } from './composites/registry.ts';
import { createKernel, type FixedProposal, familyOf } from './families/registry.ts';
import type { KernelState } from './kernel.ts';
import type { ProposalSpec } from './spec.ts';

/** Returns the proposals of families that a proposal consists of: itself, unless it is a composite. */
export function partsOf(spec: ProposalSpec): readonly FixedProposal<string>[] {
  const parts = directPartsOf(spec);
  return parts === undefined ? [spec as FixedProposal<string>] : parts.flatMap(partsOf);
}

/** Returns the parts of a composite, which may be composites; undefined for a proposal of a family. */
export function directPartsOf(spec: ProposalSpec): readonly ProposalSpec[] | undefined {
  const composite = compositeOf(spec);
  return composite === undefined ? undefined : Object.values(composite.parts(spec)).flat();
}

/** Returns the states of the proposals of families that a proposal consists of, in the order of {@link partsOf}. */
export function familyStates(spec: ProposalSpec, state: KernelState): readonly KernelState[] {
  const composite = compositeOf(spec);
  if (composite === undefined) return [state];
  return Object.entries(composite.parts(spec)).flatMap(([key, part]) => {
    const states = [state[key]].flat() as readonly KernelState[];
    return [part].flat().flatMap((item, i) => familyStates(item, states[i] as KernelState));
  });
}

/**
 * Checks that a proposal can be made, as far as that is known before its module is imported.
 *
 * @throws TypeError for one that was not made by the functions for it, or whose options do not fit together
 */
export function checkProposal(spec: ProposalSpec): void {
  compositeOf(spec)?.births?.(spec).forEach(createBirthKernel);
  const parts = directPartsOf(spec);
  if (parts === undefined) {
    if (familyOf(spec).load === undefined) createKernel(spec);
    return;
  }
  for (const part of parts) {
    checkFixed(spec, part);
    checkProposal(part);
  }
}

function checkFixed(owner: ProposalSpec, part: ProposalSpec): void {
  const composite = compositeOf(part);
  if (composite === undefined || composite.fixed) return;
  throw typeError(
    `Expected the parts of \`${owner.kind}\` to move a fixed number of parameters, got one made by \`${part.kind}\``,
  );
}

/**
 * Imports the modules of custom proposals, so that what follows can be synchronous. Samplers do so by themselves; a single
 * {@link Chain} needs it once before.
 */
export async function loadProposals(proposals: readonly Proposal<string>[]): Promise<void> {
  for (const part of proposals.flatMap(partsOf)) await familyOf(part).load?.(part);
}

/** Returns the name of a proposal in summaries. */
export const labelOf = (spec: ProposalSpec): string => (compositeOf(spec) ?? familyOf(spec)).label?.(spec) ?? spec.kind;
