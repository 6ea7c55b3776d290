import type { Random } from '../random/random.ts';

/**
 * The adaptive state of a proposal: an object of plain data, owned by the chain. Its typed arrays may be views of a larger piece
 * of memory: code that uses their `buffer` must respect `byteOffset` and `byteLength`.
 */
export type KernelState = { readonly [name: string]: unknown };

/**
 * The step that a chain just made, as one proposal sees it: its own parameters only, in their order. The arrays are the
 * chain's and change at the next step; copy what you want to keep.
 */
export interface Transition {
  /** The proposal's step k: how often it was used before. */
  readonly step: number;
  /** The step k₀ at which its adaptation started, ≥ 1. */
  readonly start: number;
  /** Whether the proposed point was accepted. */
  readonly accepted: boolean;
  /** Acceptance ratio of the whole step, in [0, 1]. */
  readonly ratio: number;
  /** The point before the step. */
  readonly previous: Float64Array;
  /** The point that was proposed. */
  readonly proposed: Float64Array;
  /** The point after the decision. */
  readonly position: Float64Array;
  /**
   * Returns the acceptance ratio of a virtual move from the present position that changes only parameter `index`, to its proposed
   * value. Evaluates the model once; draws a uniform by the same rule as a step.
   */
  virtualRatio(index: number): number;
}

/**
 * Code of a proposal, without any state: every chain passes in the state that it owns. Built-in proposals and those of third
 * parties ({@link customProposal}) implement the same interface.
 */
export interface ProposalKernel<S = KernelState> {
  /** Whether q(x' | x) = q(x | x') always holds; then `logDensity` is not needed for a step. */
  readonly symmetric: boolean;
  /** Returns the adaptive state at the start: an object of plain data, without the keys `steps` and `start`. */
  initial(): S;
  /**
   * Draws a point: reads `from`, writes `to`, draws from `random` alone. A kernel that has `logRatio` but no `logDensity` may note in
   * `state` what `logRatio` of this very jump needs, such as the point that a snooker move is directed at. No later jump may depend
   * on the note.
   */
  jump(from: Float64Array, to: Float64Array, state: S, random: Random): void;
  /** Returns log q(to | from). A kernel that is not symmetric needs this or `logRatio`. */
  logDensity?(to: Float64Array, from: Float64Array, state: S): number;
  /**
   * Returns the proposal's part of the log acceptance ratio, for the jump that was just made: log q(from | to) − log q(to | from),
   * including the logarithm of any Jacobian. For kernels where that costs less than two densities, and for moves without a density
   * of all parameters, such as moves along a line through `from` (Green 1995, Biometrika 82, 711). −∞ refuses the jump.
   */
  logRatio?(from: Float64Array, to: Float64Array, state: S): number;
  /** Changes `state` after a step. Not called for a step in which a jump interval kept the proposal from moving. */
  adapt?(state: S, step: Transition): void;
}

/** Function that creates a kernel for given parameters and options: the export that a {@link customProposal} names. */
export type KernelFactory<O = unknown, S = KernelState> = (
  parameters: readonly string[],
  options: O,
) => ProposalKernel<S>;
