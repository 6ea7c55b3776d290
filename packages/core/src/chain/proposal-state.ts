import type { Proposal } from '../proposals/composites/registry.ts';
import type { FixedProposal } from '../proposals/families/registry.ts';
import { createKernel } from '../proposals/families/registry.ts';
import type { ProposalState } from './state.ts';

/** The state of a proposal that has not moved yet. */
export function initialProposalState(spec: Proposal<string>): ProposalState {
  if (spec.kind !== 'nestedTransdimensional') return initialFixedState(spec);
  return {
    steps: 0,
    index: createKernel(spec.indexProposal).initial(),
    components: spec.components.map(({ proposal }) => initialFixedState(proposal)),
  };
}

/** The state with everything adaptive back at its initial value, and the adaptation starting anew at the present step. */
export function resetProposalState(spec: Proposal<string>, state: ProposalState): ProposalState {
  if (spec.kind !== 'nestedTransdimensional') return resetFixedState(spec, state);
  const { components } = state as unknown as { components: readonly ProposalState[] };
  return {
    ...state,
    components: spec.components.map(({ proposal }, i) => resetFixedState(proposal, components[i] as ProposalState)),
  };
}

/** Steps of a proposal that moves only every so many steps of its chain. */
export const ownSteps = (steps: number, { jumpInterval }: { readonly jumpInterval: number }): number =>
  jumpInterval === 1 ? steps : Math.floor(steps / jumpInterval);

function initialFixedState(spec: FixedProposal<string>): ProposalState {
  const adaptation = 'adaptation' in spec ? spec.adaptation : undefined;
  const start = adaptation !== undefined && 'start' in adaptation ? adaptation.start : 1;
  return { steps: 0, start, ...createKernel(spec).initial() };
}

function resetFixedState(spec: FixedProposal<string>, { steps }: ProposalState): ProposalState {
  return { steps, start: Math.max(1, ownSteps(steps, spec)), ...createKernel(spec).initial() };
}
