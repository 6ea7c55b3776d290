import type { ExportReference } from '../reference.ts';
import type { AndrieuThomsSpec } from './adaptation/andrieu-thoms.ts';
import type { SiviaSkillingSpec } from './adaptation/sivia-skilling.ts';
import type { VeitchSpec } from './adaptation/veitch.ts';

/** Lower and upper bound by parameter name; both belong to the interval. */
export type Bounds<P extends string> = { readonly [K in P]: readonly [lower: number, upper: number] };

/** How a proposal learns its scale while the chain runs. */
export type Adaptation = VeitchSpec | SiviaSkillingSpec | AndrieuThomsSpec;

/** Options that every proposal has. */
export type JumpOptions = {
  /** The proposal moves only every so many steps, until `jumpIntervalDuration` of its own steps have passed. Default 1. */
  readonly jumpInterval?: number;
  /** Own steps after which a jump interval ends. Default: the duration of the adaptation. */
  readonly jumpIntervalDuration?: number;
};

type Common<Kind extends string, P extends string> = {
  /** Family of the proposal. */
  readonly kind: Kind;
  /** The parameters that it moves, in the order of its numbers. */
  readonly parameters: readonly P[];
  /** Steps between two jumps; 1 is every step. */
  readonly jumpInterval: number;
  /** Own steps after which a jump interval ends. */
  readonly jumpIntervalDuration?: number;
};

/** Made by {@link normal}. */
export type NormalProposal<P extends string> = Common<'normal', P> & {
  /** Variances, or the rows of a matrix. */
  readonly covariance?: readonly number[] | readonly (readonly number[])[];
  /** How it adapts. */
  readonly adaptation?: Adaptation;
};

/** Made by {@link boundedNormal}. */
export type BoundedNormalProposal<P extends string> = Common<'boundedNormal', P> & {
  /** Lower and upper bound of each parameter. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Variances. */
  readonly covariance?: readonly number[];
  /** How it adapts. */
  readonly adaptation?: Adaptation;
};

/** Made by {@link customProposal}. */
export type CustomProposal<P extends string> = Common<'custom', P> & {
  /** Where its kernel stands. */
  readonly reference: ExportReference;
  /** What the kernel is made with. */
  readonly options?: unknown;
};

/** A proposal as plain data. The functions `normal`, `boundedNormal`, … make them. */
export type Proposal<P extends string> = NormalProposal<P> | BoundedNormalProposal<P> | CustomProposal<P>;
