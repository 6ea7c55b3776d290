import type { ProposalState } from '../proposals/run/proposal-run.ts';
import type { Pcg64State } from '../random/pcg64.ts';

export type { ProposalState };

/** One temperature of a chain, as plain data. */
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

/** Everything that a Metropolis–Hastings chain needs to continue. */
export type ChainState = LevelState & {
  /** State of the generator at its next draw. */
  readonly random: Pcg64State;
};
