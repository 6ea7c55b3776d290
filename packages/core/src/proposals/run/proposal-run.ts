import type { Random } from '../../random/random.ts';
import type { KernelState } from '../kernel.ts';

/** A proposal's adaptive state with the counters that the chain keeps for it. */
export type ProposalState = KernelState & {
  /** Raw counter: steps of the chain since its start. */
  readonly steps: number;
  /** Step of the proposal at which its adaptation started, ≥ 1. A composite has none: its parts have. */
  readonly start?: number;
};

/** A level in the middle of a step, as its proposals see it. */
export interface StepView {
  /** The chain's generator. */
  readonly random: Random;
  /** The present point. */
  readonly position: Float64Array;
  /** The proposed point. */
  readonly candidate: { readonly parameters: readonly string[]; readonly values: Float64Array };
  /** Whether the proposed point was accepted. */
  readonly accepted: boolean;
}

/**
 * A proposal at work in one level: moves its part of the position, adapts, and keeps its state. A step calls `propose`, then
 * `logRatio` unless the prior excludes the proposed point, and after the decision `update`.
 */
export interface ProposalRun {
  /** State and counters as plain data, with the arrays that the next step changes. */
  readonly state: ProposalState;
  /** Writes its part of the proposed point. */
  propose(): void;
  /** Returns log q(x | x') − log q(x' | x), before the decision. */
  logRatio(): number;
  /** Adapts after the decision, then counts the step. */
  update(): void;
  /**
   * Takes part in a step without a jump, in place of `propose`: the death of its component was proposed, and if that is rejected,
   * `update` follows. Only of proposals that move a fixed number of parameters.
   */
  recordNoJump?(): void;
  /** Restores the initial adaptive state, so that the adaptation starts again at the present step. */
  resetAdaptation(): void;
  /** Adds the jumps that left each of its parameters where it was, by index in a position; −1 where one moved it. */
  countUnmoved(counts: Int32Array): void;
}
