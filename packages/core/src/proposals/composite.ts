import type { Random } from '../random/random.ts';
import type { BirthKernel } from './births/birth.ts';
import type { Birth } from './births/registry.ts';
import type { CompositeRun } from './run/composite-run.ts';
import type { JumpRun } from './run/jump-run.ts';
import type { ProposalRun, StepView } from './run/proposal-run.ts';
import type { ProposalSpec } from './spec.ts';
import type { Values } from './values.ts';

/**
 * The proposals that a composite consists of, by the key of their states in the composite's state. The proposals of a list
 * count their own steps and adapt. A single one only jumps: it has neither counters nor adaptation.
 *
 * `steps` and `start` are not possible as keys.
 */
export type Parts = { readonly [key: string]: ProposalSpec | readonly ProposalSpec[] };

/** The parts of a composite at work in one level. */
export type PartRuns<K extends Parts> = {
  readonly [key in keyof K]: K[key] extends readonly unknown[]
    ? readonly ProposalRun[]
    : K[key] extends ProposalSpec
      ? JumpRun
      : JumpRun | readonly ProposalRun[];
};

/** All that the run of a composite is made from. */
export type CompositeContext<S extends ProposalSpec, K extends Parts> = {
  /** The composite as plain data. */
  readonly spec: S;
  /** The level that it moves. */
  readonly level: StepView;
  /** Its parts at work, with their states. */
  readonly parts: PartRuns<K>;
  /** Kernels of its births, in their order. */
  readonly births: readonly BirthKernel[];
  /** Steps that it has counted so far. */
  readonly steps: number;
};

/** Log densities of the parts of a composite in their initial states, at points by parameter name. */
export interface PartDensities {
  /** Returns log q(to | from) of a proposal. */
  ofProposal(spec: ProposalSpec, to: Values, from: Values): number;
  /** Returns the log density of a birth. */
  ofBirth(birth: Birth<string>, to: Values): number;
}

/** The point that a chain is to start from, as a composite checks it. */
export interface StartPoint {
  /** Returns the number of a parameter. */
  numberOf(parameter: string): number;
  /** Throws that the start of a parameter is not what was expected. */
  refuse(parameter: string, expectation: string): never;
}

/**
 * Contract of a composite: a proposal that consists of others, as {@link nestedTransdimensional}.
 *
 * A composite is one file in `composites/` (or two, with its run): the type of its plain data, the function that users call for it
 * with all checks of its options, and an object of this type, which `composites/registry.ts` lists. Its states, their reset and
 * their check on restoring, the loading of custom proposals, the checks of a start and the warnings follow from its parts.
 */
export interface Composite<S extends ProposalSpec, K extends Parts = Parts> {
  /** Name of the composite in its plain data. */
  readonly kind: S['kind'];
  /** Set where it moves a fixed number of parameters: then it can be part of others, and its run has `recordNoJump`. */
  readonly fixed?: true;
  /** Returns the name of a proposal in summaries. Default: `kind`. */
  label?(spec: S): string;
  /** Returns its proposals. */
  parts(spec: S): K;
  /** Returns its births. Default: none. */
  births?(spec: S): readonly Birth<string>[];
  /** Creates its run in one level. */
  createRun(context: CompositeContext<S, K>): CompositeRun;
  /** Returns log q(to | from), where all parts are in their initial states. */
  logDensity(spec: S, to: Values, from: Values, densities: PartDensities): number;
  /**
   * Returns the parameters that have no number at a start (NaN), after checking that this is as it should be. Default: none.
   * The domains of all parts that have numbers are checked without it.
   */
  inactive?(spec: S, start: StartPoint): readonly string[];
  /**
   * Returns the parameters to set to NaN in a draw of all parameters from a declared prior, so that it becomes a draw from the
   * target's prior. Default: none. The generator must be its only source of randomness.
   *
   * @throws RangeError for a draw that the proposal does not allow
   */
  deactivate?(spec: S, draw: Values, random: Random): readonly string[];
}

/** Applies functions to the parts of a composite: one to those that only jump, one to those of lists. Keeps the keys. */
export function mapParts<T, J, R>(
  parts: { readonly [key: string]: T | readonly T[] },
  ofJump: (part: T, key: string) => J,
  ofProposal: (part: T, key: string, index: number) => R,
): { readonly [key: string]: J | readonly R[] } {
  return Object.fromEntries(
    Object.entries(parts).map(([key, part]) => [
      key,
      Array.isArray(part) ? (part as readonly T[]).map((item, i) => ofProposal(item, key, i)) : ofJump(part as T, key),
    ]),
  );
}
