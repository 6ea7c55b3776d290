import type { ProposalState } from './state.ts';

/** A proposal at work in one level: moves its part of the position, adapts, and keeps its state. */
export interface Mover {
  /** State and counters as plain data, with the arrays that the next step changes. */
  readonly state: ProposalState;
  /** Writes its part of the proposed point. */
  propose(): void;
  /** log q(x | x') − log q(x' | x), before the decision. */
  logDensityRatio(): number;
  /** Adapts after the decision, then counts the step. */
  update(): void;
  /** Back to the initial adaptive state; the adaptation starts anew at the present step. */
  resetAdaptation(): void;
  /** Adds the jumps that left each of its parameters where it was, by index in a position; −1 where one moved it. */
  countUnmoved(counts: Int32Array): void;
}
