import type { Random } from '../../random/random.ts';
import type { MixtureState } from './state.ts';

/** Number of the move of one parameter, in a state and in the list of moves. */
export const ONE_PARAMETER = 0;
/** Number of the random walk. */
export const WALK = 1;
/** Number of the snooker move, after that of differences. */
export const SNOOKER = 3;
/** Number of the independent draw. */
export const DRAW = 4;
/** Mean acceptance ratio of the independent draws of a window from which on they are most of the moves. */
export const ENOUGH_ACCEPTED = 0.05;

/** A move: writes `to`, and returns its `stretch`: 1 unless it is a snooker move, 0 where it must be refused. */
export type Move = (state: MixtureState, from: Float64Array, to: Float64Array, random: Random) => number;
