import type { Transition } from '../kernel.ts';

/** A rule that adapts the scale of a family: gives the state it starts from and changes it after a step. */
export interface Rule<S> {
  /** The adaptive state at the start. */
  initial(): S;
  /** Changes the state after a step. */
  adapt?(state: S, step: Transition): void;
}

/** Facts that a family implies about its parameters. */
export type Implied = {
  /** Widths of their domains. */
  readonly widths?: readonly number[];
  /** Their period, if they are angles. */
  readonly period?: number;
  /** Standard deviations below which a jump hardly ever leaves the present value. */
  readonly smallestStd?: readonly number[];
};

/** Steps since the adaptation started, d = k − k₀ + 1. */
export const stepsSinceStart = (step: Transition): number => step.step - step.start + 1;

/** Acceptance ratio that is the best for a random walk in many dimensions (Roberts, Gelman & Gilks 1997). */
export const DEFAULT_TARGET_RATE = 0.234;
