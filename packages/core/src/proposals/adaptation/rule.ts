import type { Transition } from '../kernel.ts';
import type { Concentration, DiagonalScale, DirectionScale, FullScale, Units } from '../scales/scale.ts';

/** The adaptive part of a kernel: the state that it starts from, and what changes it after a step. */
export interface AdaptiveScale<S> {
  /** Returns the adaptive state at the start. */
  initial(): S;
  /** Changes the state after a step. */
  adapt?(state: S, step: Transition): void;
}

/** Facts that a family states about parameters that move independently. */
export type ParameterFacts = {
  /** Name of the family, for messages. */
  readonly owner: string;
  /** Names of the parameters. */
  readonly parameters: readonly string[];
  /** Widths of their domains. */
  readonly widths?: readonly number[];
  /** Their period, if they are angles. */
  readonly period?: number;
  /** Standard deviations below which a jump hardly ever leaves the present value. */
  readonly smallestStd?: readonly number[];
};

/** Facts that a family states about the directions that it moves along. */
export type DirectionFacts = {
  /** The covariance that the directions are from, row-major. */
  readonly covariance: Float64Array;
  /** Units in which they are its eigenvectors. */
  readonly units: Units;
  /** Widths of the box that truncates a jump, one for each parameter; undefined where nothing does. */
  readonly widths?: readonly number[];
};

/** The scales that a rule can learn: for each, the function that learns it from a scale to start from. */
export interface Learners<R> {
  /** Learns one width for each parameter. */
  diagonal?(rule: R, scale: DiagonalScale, facts: ParameterFacts): AdaptiveScale<DiagonalScale>;
  /** Learns a covariance matrix. */
  full?(rule: R, scale: FullScale): AdaptiveScale<FullScale>;
  /** Learns directions and the variances along them. */
  direction?(rule: R, scale: DirectionScale, facts: DirectionFacts): AdaptiveScale<DirectionScale>;
  /** Learns the concentration of jumps on a sphere. */
  concentration?(rule: R, scale: Concentration): AdaptiveScale<Concentration>;
}

/** Name of a scale: families have one, rules fit some. */
export type ScaleKind = keyof Learners<never>;

/** The members that all adaptations have in common as plain data. */
export type AdaptationSpec = {
  /** Name of the rule. */
  readonly kind: string;
  /** Own steps of a proposal after which it stops; ∞ where it never does. */
  readonly duration: number;
  /** Step at which it starts. Default 1. */
  readonly start?: number;
};

/** A proposal that is to adapt, as its family describes it to a rule. */
export type Adapting = Omit<ParameterFacts, 'period' | 'smallestStd'> & {
  /** The scales that the family can have. */
  readonly scales: readonly ScaleKind[];
};

/**
 * Contract of an adaptation rule: one file in `adaptation/` (and a folder, where it is long) with the type of its plain data,
 * the function that users call for it, and an object of this type, which `adaptation/registry.ts` lists.
 *
 * A rule fits the families of whose scales it learns one. After `duration` steps the state must not change.
 */
export interface AdaptationRule<R extends AdaptationSpec> {
  /** Name of the rule in its plain data. */
  readonly kind: R['kind'];
  /** The scales that it can learn. */
  readonly fits: Learners<R>;
  /** Returns the scale to use where a family can have a diagonal or a full one. Default: that of the covariance. */
  scale?(rule: R): 'diagonal' | 'full';
  /** Returns the units that directions are learned in, unless the user chooses. Default: standard. */
  units?(rule: R): Units;
  /** Option of the rule that sets the scale to start from, for rules that do so: a `covariance` beside it is refused. */
  readonly firstScale?: string;
  /**
   * Checks that its options make sense for a proposal.
   *
   * @throws TypeError or RangeError that names the option, what was expected and what came
   */
  check?(rule: R, proposal: Adapting): void;
}

/** Returns the steps since the adaptation started, d = k − k₀ + 1. */
export const stepsSinceStart = (step: Transition): number => step.step - step.start + 1;

/** Acceptance ratio that is the best for a random walk in many dimensions (Roberts, Gelman & Gilks 1997). */
export const DEFAULT_TARGET_RATE = 0.234;
