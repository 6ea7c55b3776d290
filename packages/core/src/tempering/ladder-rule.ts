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
  /**
   * Returns the last sweep that is passed to `adapt`: from then on the ladder stays as it is. Undefined, as without this function:
   * it adapts for ever.
   */
  lastSweep?(spec: Spec): number | undefined;
  /**
   * Returns the first sweep after `sweep` at whose end all chains of a run agree on a ladder; undefined if they never do again. Only of
   * rules whose ladders can be shared; needs `agree`.
   */
  nextAgreement?(spec: Spec, sweep: number): number | undefined;
  /**
   * Returns the next ladder of all chains, and the state of the rule that each continues with.
   *
   * @param betas the ladder of all chains so far; not changed
   * @param states state of the rule in every chain, in their order, after `adapt` of the sweep of the agreement; not changed
   */
  agree?(
    spec: Spec,
    betas: Float64Array,
    states: readonly State[],
  ): { readonly betas: Float64Array; readonly ladder: State };
}
