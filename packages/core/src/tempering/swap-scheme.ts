/**
 * Order in which the sweeps of swaps try the pairs of neighbouring levels. Pair i is levels i and i + 1, coldest first. A state
 * that was exchanged is tried again if the next pair has its new level.
 *
 * The order never depends on the states, so every sweep keeps the joint target of the levels.
 */
export interface SwapScheme {
  /** Number of sweeps after which the orders repeat: 1 if all sweeps are alike. */
  readonly period: number;
  /**
   * Returns the pairs that a sweep tries, in their order: each once at most, none out of range. It may leave pairs out.
   *
   * @param pairs number of pairs: levels − 1, at least 1
   * @param phase index of the sweep in the period, from 0
   */
  order(pairs: number, phase: number): readonly number[];
}
