import type { Proposal } from './composites/registry.ts';
import type { ProposalSpec } from './spec.ts';

type Cycle = ProposalSpec & { readonly members: readonly ProposalSpec[] };
type Nested = ProposalSpec & { readonly components: readonly { readonly proposal: ProposalSpec }[] };

/**
 * Returns a proposal in which the parts that were made without parameters have some: in a cycle, those of the cycle, which are the
 * parameters of its other members; elsewhere the given ones.
 */
export function closeProposal<P extends string>(proposal: Proposal<P>, parameters: readonly P[]): Proposal<P> {
  return close(proposal, parameters) as Proposal<P>;
}

function close(spec: ProposalSpec, given: readonly string[]): ProposalSpec {
  const parameters = spec.parameters.length === 0 ? given : spec.parameters;
  if (!isOpen(spec)) return spec;
  if (spec.kind === 'cycle') {
    const members = (spec as Cycle).members.map((member) => close(member, parameters));
    return { ...spec, parameters, members } as ProposalSpec;
  }
  if (spec.kind === 'nestedTransdimensional') {
    const components = (spec as Nested).components.map((each) => ({ ...each, proposal: close(each.proposal, []) }));
    return { ...spec, components } as ProposalSpec;
  }
  return { ...spec, parameters };
}

function isOpen(spec: ProposalSpec): boolean {
  if (spec.parameters.length === 0) return true;
  if (spec.kind === 'cycle') return (spec as Cycle).members.some(isOpen);
  return spec.kind === 'nestedTransdimensional' && (spec as Nested).components.some(({ proposal }) => isOpen(proposal));
}
