import type { BirthKernel } from '../proposals/births/birth.ts';
import { createBirthKernel } from '../proposals/births/registry.ts';
import { type Composite, mapParts } from '../proposals/composite.ts';
import { compositeOf } from '../proposals/composites/registry.ts';
import { createKernel, familyOf } from '../proposals/families/registry.ts';
import type { KernelState, ProposalKernel } from '../proposals/kernel.ts';
import { JumpRun } from '../proposals/run/jump-run.ts';
import type { ProposalRun, ProposalState } from '../proposals/run/proposal-run.ts';
import type { ProposalSpec } from '../proposals/spec.ts';
import { KernelRun } from './kernel-run.ts';
import type { LevelView } from './level-view.ts';

/** A proposal of a family with its kernel. */
export type CompiledKernel = {
  readonly spec: ProposalSpec;
  readonly symmetric: boolean;
  readonly kernel: ProposalKernel;
  /** Creates a kernel that needs the model, for one level. */
  readonly bind?: (level: LevelView) => ProposalKernel;
};

/** A composite with the kernels of its parts. */
export type CompiledComposite = {
  readonly spec: ProposalSpec;
  readonly symmetric: false;
  readonly composite: Composite<ProposalSpec>;
  readonly parts: { readonly [key: string]: CompiledKernel | readonly CompiledProposal[] };
  readonly births: readonly BirthKernel[];
};

/** A proposal of a sampler with its kernels, which all levels share. */
export type CompiledProposal = CompiledKernel | CompiledComposite;

/** Creates the kernels of a proposal. */
export function compileProposal(spec: ProposalSpec): CompiledProposal {
  const composite = compositeOf(spec);
  if (composite === undefined) return compileKernel(spec);
  return {
    spec,
    symmetric: false,
    composite,
    parts: mapParts(composite.parts(spec), compileKernel, compileProposal),
    births: composite.births?.(spec).map(createBirthKernel) ?? [],
  };
}

function compileKernel(spec: ProposalSpec): CompiledKernel {
  const kernel = createKernel(spec);
  const family = familyOf(spec);
  const bind = family.bind && { bind: (level: LevelView) => family.bind?.(spec, level) ?? kernel };
  return { spec, symmetric: kernel.symmetric, kernel, ...bind };
}

/** Sets a proposal to work in a level. Takes over the state: its arrays change from now on. */
export function createRun(level: LevelView, compiled: CompiledProposal, state: ProposalState): ProposalRun {
  if ('kernel' in compiled)
    return new KernelRun(level, compiled.spec, compiled.bind?.(level) ?? compiled.kernel, state);
  const { spec, composite, births } = compiled;
  const parts = mapParts(
    compiled.parts,
    (part, key) => createJumpRun(level, part as CompiledKernel, state[key] as KernelState),
    (part, key, i) => createRun(level, part, (state[key] as readonly ProposalState[])[i] as ProposalState),
  );
  return composite.createRun({ spec, level, parts, births, steps: state.steps });
}

const createJumpRun = (level: LevelView, { spec, kernel }: CompiledKernel, state: KernelState): JumpRun =>
  new JumpRun(level, spec, kernel, state);
