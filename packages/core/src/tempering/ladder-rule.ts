/** Rule by which the inverse temperatures of a chain adapt. */
export interface LadderRule<Spec, State> {
  /**
   * Returns the ladder and the state that every chain starts with.
   *
   * @param betas the given inverse temperatures: distinct, coldest first; not changed
   * @throws RangeError for a ladder that the rule cannot adapt
   */
  start(spec: Spec, betas: Float64Array): { readonly betas: Float64Array; readonly ladder: State };
  /**
   * Adapts the ladder in place after a sweep. The betas stay distinct and sorted, and each array of the state keeps its length.
   *
   * @param acceptance acceptance ratio of every pair, in [0, 1]: of a pair that the swap scheme did not try in this sweep, the one
   *   that an attempt would have had
   * @param sweep number of the sweep since the start of the chain, from 1
   */
  adapt(spec: Spec, betas: Float64Array, state: State, acceptance: Float64Array, sweep: number): void;
}
