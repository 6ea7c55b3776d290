import type { ProposalState } from '../proposals/run/proposal-run.ts';
import type { Pcg64State } from '../random/pcg64.ts';

export type { ProposalState };

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

/** State of an adaptive ladder. */
export type LadderState = {
  /** S_i = log(T_{i+1} − T_i) for i = 0 … K − 3. */
  readonly logSpacings: Float64Array;
};

/** Everything that a tempered chain needs to go on. */
export type TemperedChainState = {
  /** The levels, coldest first. */
  readonly levels: readonly LevelState[];
  /** Inverse temperature of each level. */
  readonly betas: Float64Array;
  /** State of the ladder, where it adapts. */
  readonly ladder?: LadderState;
  /** State of the generator that all levels share. */
  readonly random: Pcg64State;
};
