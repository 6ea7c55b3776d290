import { describe } from '../data/describe.ts';
import { typeError, usageError } from '../errors/wrong-use.ts';
import { createBirthKernel } from './births/birth.ts';
import { createAngularKernel } from './families/angular.ts';
import { createBoundedDiscreteKernel } from './families/bounded-discrete.ts';
import { createBoundedEigenvectorKernel } from './families/bounded-eigenvector.ts';
import { createBoundedNormalKernel } from './families/bounded-normal.ts';
import { loadCustomKernel, loadedCustomKernel } from './families/custom.ts';
import { createDiscreteKernel } from './families/discrete.ts';
import { createEigenvectorKernel } from './families/eigenvector.ts';
import { createNormalKernel } from './families/normal.ts';
import { createSolidAngleKernel } from './families/solid-angle.ts';
import type { ProposalKernel } from './kernel.ts';
import type { FixedProposal, Proposal } from './spec.ts';

/**
 * Makes the kernel of a proposal from its data.
 *
 * @throws Error for a custom proposal whose module was not imported yet: see {@link loadProposals}
 */
export function createKernel(spec: FixedProposal<string>): ProposalKernel {
  return createOwnKernel(spec) as unknown as ProposalKernel;
}

// Each kernel has a state of its own type, which the chain hands back to it.
function createOwnKernel(spec: FixedProposal<string>): object {
  switch (spec.kind) {
    case 'normal':
      return createNormalKernel(spec);
    case 'boundedNormal':
      return createBoundedNormalKernel(spec);
    case 'angular':
      return createAngularKernel(spec);
    case 'discrete':
      return createDiscreteKernel(spec);
    case 'boundedDiscrete':
      return createBoundedDiscreteKernel(spec);
    case 'eigenvector':
      return createEigenvectorKernel(spec);
    case 'boundedEigenvector':
      return createBoundedEigenvectorKernel(spec);
    case 'solidAngle':
      return createSolidAngleKernel(spec);
    case 'custom':
      return loadedCustomKernel(spec) ?? notLoaded(spec.reference.export);
    default:
      throw typeError(`Unknown proposal ${describe(spec)}: make proposals with \`normal(…)\` and its like`);
  }
}

/**
 * Checks that a proposal can be made, as far as that is known before its module is imported.
 *
 * @throws TypeError for one that was not made by the functions for it, or whose options do not fit together
 */
export function checkProposal(spec: Proposal<string>): void {
  if (spec.kind === 'nestedTransdimensional') {
    for (const { birth } of spec.components) createBirthKernel(birth);
  }
  for (const part of partsOf(spec)) if (part.kind !== 'custom') createKernel(part);
}

/**
 * Imports the modules of custom proposals, so that what follows can be synchronous. Samplers do so by themselves; a single
 * {@link Chain} needs it once before.
 */
export async function loadProposals(proposals: readonly Proposal<string>[]): Promise<void> {
  for (const part of proposals.flatMap(partsOf)) if (part.kind === 'custom') await loadCustomKernel(part);
}

/** Returns the proposals that a proposal consists of: itself, unless it nests others. */
export function partsOf(spec: Proposal<string>): readonly FixedProposal<string>[] {
  if (spec.kind !== 'nestedTransdimensional') return [spec];
  return [spec.indexProposal, ...spec.components.map(({ proposal }) => proposal)];
}

function notLoaded(name: string): never {
  throw usageError(
    `The module of the custom proposal \`${name}\` is not imported yet: \`await loadProposals(proposals)\` first`,
  );
}
