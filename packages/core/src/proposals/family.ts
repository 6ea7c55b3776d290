import type { ModelObject } from '../model/model.ts';
import type { ProposalKernel } from './kernel.ts';
import type { ProposalSpec } from './spec.ts';

/** The numbers that a proposal can give to one of its parameters: a chain that starts elsewhere could never return there. */
export type ParameterDomain = {
  /** Smallest value, or −∞. */
  readonly lower: number;
  /** Largest value, or ∞. */
  readonly upper: number;
  /** Set where the values are integers. */
  readonly integer?: true;
};

/** A level as a kernel sees it that needs the model: the densities are those of the step under way. */
export interface ModelView {
  /** The model. */
  readonly model: ModelObject<string>;
  /** Names of all parameters of the sampler. */
  readonly candidate: { readonly parameters: readonly string[] };
  /** Log prior at the present point. */
  readonly logPrior: number;
  /** Log prior at the proposed point; known where `logRatio` is called. */
  readonly proposedLogPrior: number;
}

/**
 * Contract of a family of proposals, which move a fixed number of parameters by one kernel.
 *
 * A family is one file in `families/`: the type of its plain data, the function that users call for it with all checks of its
 * options, and an object of this type, which `families/registry.ts` lists.
 */
export interface ProposalFamily<S extends ProposalSpec> {
  /** Name of the family in its plain data. */
  readonly kind: S['kind'];
  /**
   * Creates the kernel. Also called to check a proposal that did not come from the function for it.
   *
   * @throws TypeError or RangeError for options that do not fit together
   */
  kernel(spec: S): ProposalKernel;
  /**
   * Creates the kernel for one level, for families whose jumps need the model. Default: the kernel that all levels share. Its `initial` must
   * return what that of `kernel` does. Also called to check a sampler before it starts.
   *
   * @throws TypeError for a model that it cannot work with
   */
  bind?(spec: S, view: ModelView): ProposalKernel;
  /** Returns the domain of parameter number `index`; undefined, or no such method, where it is all real numbers. */
  domain?(spec: S, index: number): ParameterDomain | undefined;
  /** Set where a jump may leave some of the parameters as they are. */
  readonly movesSome?: true;
  /** Returns the name of a proposal in summaries. Default: `kind`. */
  label?(spec: S): string;
  /**
   * Imports the code of the kernel, for families whose code is not part of this package: before that, neither the kernel nor
   * its initial state is known.
   */
  load?(spec: S): Promise<unknown>;
}
