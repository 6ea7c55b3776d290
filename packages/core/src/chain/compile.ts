import type { BirthKernel } from '../proposals/births/birth.ts';
import { createBirthKernel } from '../proposals/births/registry.ts';
import type { NestedTransdimensionalProposal } from '../proposals/composites/nested-transdimensional.ts';
import type { Proposal } from '../proposals/composites/registry.ts';
import type { FixedProposal } from '../proposals/families/registry.ts';
import { createKernel } from '../proposals/families/registry.ts';
import type { ProposalKernel } from '../proposals/kernel.ts';

/** A proposal of fixed dimension with its kernel. */
export type CompiledFixed = { readonly spec: FixedProposal<string>; readonly kernel: ProposalKernel };

/** A transdimensional proposal with the kernels of its parts. */
export type CompiledNested = {
  readonly spec: NestedTransdimensionalProposal<string>;
  readonly index: ProposalKernel;
  readonly components: readonly (CompiledFixed & {
    readonly birth: BirthKernel;
    readonly bornParameters: readonly string[];
  })[];
};

/** A proposal of a sampler with its kernels. */
export type CompiledProposal = CompiledFixed | CompiledNested;

/** Makes the kernels of a proposal. */
export function compileProposal(spec: Proposal<string>): CompiledProposal {
  if (spec.kind !== 'nestedTransdimensional') return { spec, kernel: createKernel(spec) };
  const components = spec.components.map(({ proposal, birth }) => ({
    spec: proposal,
    kernel: createKernel(proposal),
    birth: createBirthKernel(birth),
    bornParameters: birth.parameters,
  }));
  return { spec, index: createKernel(spec.indexProposal), components };
}
