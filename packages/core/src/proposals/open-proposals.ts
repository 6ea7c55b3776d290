import type { Prior } from '../model/prior.ts';
import { expandAutomatic } from './automatic/expand.ts';
import type { AutomaticProposal } from './automatic/spec.ts';
import type { Proposal } from './composites/registry.ts';
import type { SolidAngleProposal } from './families/solid-angle.ts';
import type { ProposalSpec } from './spec.ts';

type Cycle = ProposalSpec & { readonly members: readonly ProposalSpec[] };
type Nested = ProposalSpec & { readonly components: readonly { readonly proposal: ProposalSpec }[] };

/**
 * Returns a proposal that is complete by what only the sampler knows.
 *
 * - Those that were made without parameters get them: in a cycle, those of the cycle, which are the parameters of its other members;
 *   elsewhere the given ones.
 * - {@link automatic} becomes the cycle that it stands for.
 * - {@link solidAngle} fits the density of a declared prior.
 */
export function closeProposal<P extends string>(
  proposal: Proposal<P>,
  parameters: readonly P[],
  prior: Prior | undefined,
): Proposal<P> {
  return close(proposal, parameters, prior) as Proposal<P>;
}

function close(spec: ProposalSpec, given: readonly string[], prior: Prior | undefined): ProposalSpec {
  const parameters = spec.parameters.length === 0 ? given : spec.parameters;
  if (!isOpen(spec, prior)) return spec;
  switch (spec.kind) {
    case 'cycle': {
      const members = (spec as Cycle).members.map((member) => close(member, parameters, prior));
      return { ...spec, parameters, members } as ProposalSpec;
    }
    case 'nestedTransdimensional': {
      const close1 = (proposal: ProposalSpec): ProposalSpec => close(proposal, [], prior);
      const components = (spec as Nested).components.map((each) => ({ ...each, proposal: close1(each.proposal) }));
      return { ...spec, components } as ProposalSpec;
    }
    case 'automatic':
      return expandAutomatic(spec as AutomaticProposal<string>, parameters, prior);
    case 'solidAngle':
      return { ...spec, measure: 'angles' } as ProposalSpec;
    default:
      return { ...spec, parameters };
  }
}

function isOpen(spec: ProposalSpec, prior: Prior | undefined): boolean {
  if (spec.parameters.length === 0 || spec.kind === 'automatic') return true;
  if (spec.kind === 'solidAngle')
    return prior !== undefined && (spec as SolidAngleProposal<string>).measure === undefined;
  if (spec.kind === 'cycle') return (spec as Cycle).members.some((member) => isOpen(member, prior));
  return (
    spec.kind === 'nestedTransdimensional' &&
    (spec as Nested).components.some(({ proposal }) => isOpen(proposal, prior))
  );
}
