import { mapParts } from '../proposals/composite.ts';
import { compositeOf } from '../proposals/composites/registry.ts';
import { createKernel } from '../proposals/families/registry.ts';
import type { KernelState } from '../proposals/kernel.ts';
import type { ProposalState } from '../proposals/run/proposal-run.ts';
import type { ProposalSpec } from '../proposals/spec.ts';

/**
 * Returns the state of a proposal that has not moved yet.
 *
 * @param kernelState returns the initial state of a kernel
 */
export function initialProposalState(
  spec: ProposalSpec,
  kernelState: (spec: ProposalSpec) => KernelState = initialKernelState,
): ProposalState {
  const composite = compositeOf(spec);
  if (composite === undefined) return { steps: 0, start: firstStart(spec), ...kernelState(spec) };
  return {
    steps: 0,
    ...mapParts(composite.parts(spec), kernelState, (part) => initialProposalState(part, kernelState)),
  };
}

/** Returns the state with everything adaptive back at its initial value, where the adaptation starts again at the present step. */
export function resetProposalState(spec: ProposalSpec, state: ProposalState): ProposalState {
  const composite = compositeOf(spec);
  const { steps } = state;
  if (composite === undefined) return { steps, start: restart(steps, spec), ...initialKernelState(spec) };
  const reset = mapParts(
    composite.parts(spec),
    (_part, key) => state[key],
    (part, key, i) => resetProposalState(part, (state[key] as readonly ProposalState[])[i] as ProposalState),
  );
  return { ...state, ...reset };
}

/** Returns the steps of a proposal that moves only at every n-th step of its chain. */
export const ownSteps = (steps: number, { jumpInterval }: Pick<ProposalSpec, 'jumpInterval'>): number =>
  jumpInterval === 1 ? steps : Math.floor(steps / jumpInterval);

/** Returns the step at which an adaptation starts that is reset after `steps` steps of the chain. */
export const restart = (steps: number, spec: ProposalSpec): number => Math.max(1, ownSteps(steps, spec));

function firstStart(spec: ProposalSpec): number {
  const { adaptation } = spec as { adaptation?: { readonly start?: number } };
  return adaptation?.start ?? 1;
}

const initialKernelState = (spec: ProposalSpec): KernelState => createKernel(spec).initial();
