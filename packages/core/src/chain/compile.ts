import { createBirthKernel } from '../proposals/births/birth.ts';
import type { BirthKernel } from '../proposals/births/kernel.ts';
import { createKernel } from '../proposals/create.ts';
import type { ProposalKernel } from '../proposals/kernel.ts';
import type { FixedProposal, NestedTransdimensionalProposal, Proposal } from '../proposals/spec.ts';

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
