/** The state of a level after a step, from which a draw is recorded. */
export interface DrawView {
  /** The present point. */
  readonly position: Float64Array;
  /** Log likelihood there. */
  readonly logLikelihood: number;
  /** Log prior there. */
  readonly logPrior: number;
  /** Acceptance ratio of the step. */
  readonly ratio: number;
  /** Whether the step was accepted. */
  readonly accepted: boolean;
  /** Numbers in the model's blob at the present point. */
  readonly blob: Float64Array;
}
