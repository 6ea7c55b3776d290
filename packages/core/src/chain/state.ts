import type { KernelState } from '../proposals/kernel.ts';
import type { Pcg64State } from '../random/pcg64.ts';

/** A proposal's adaptive state with the counters that the chain keeps for it. */
export type ProposalState = KernelState & {
  /** Raw counter: steps of the chain since its start. */
  readonly steps: number;
  /** Step of the proposal at which its adaptation started, ≥ 1. A transdimensional proposal has none: its components have. */
  readonly start?: number;
};

/** One walker at one temperature, as plain data. */
export type LevelState = {
  /** One number per parameter; NaN for inactive components. */
  readonly position: Float64Array;
  /** Log likelihood at the position. */
  readonly logLikelihood: number;
  /** Log prior at the position. */
  readonly logPrior: number;
  /** The model's blob at the position. */
  readonly blob?: { readonly [name: string]: number };
  /** State of every proposal, in their order. */
  readonly proposals: readonly ProposalState[];
};

/** Everything that a Metropolis–Hastings chain needs to go on. */
export type ChainState = LevelState & {
  /** State of the generator at its next draw. */
  readonly random: Pcg64State;
};
