import type { ChainState, LevelState } from '../chain/state.ts';
import type { Pcg64State } from '../random/pcg64.ts';
import type { LadderState } from './registry.ts';

/** Everything that a tempered chain needs to resume. */
export type TemperedChainState = {
  /** The levels, coldest first. */
  readonly levels: readonly LevelState[];
  /** Inverse temperature of each level. */
  readonly betas: Float64Array;
  /** State of the ladder rule, if the ladder adapts. */
  readonly ladder?: LadderState;
  /** State of the generator that all levels and the swaps share; with `generators: 'level'` that of the swaps. */
  readonly random: Pcg64State;
  /** States of the generators of the levels, with `generators: 'level'`. */
  readonly levelRandoms?: readonly Pcg64State[];
};

/** Returns the levels of a chain, coldest first. A chain without tempering is its only level. */
export const levelsOf = (chain: ChainState | TemperedChainState): readonly LevelState[] =>
  'levels' in chain ? chain.levels : [chain];
