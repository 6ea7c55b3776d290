import type { LevelState } from '../../chain/state.ts';
import type { ErrorData } from '../../errors/error-data.ts';
import type { Evaluation } from '../../model/model.ts';
import type { Proposal } from '../../proposals/composites/registry.ts';
import type { Pcg64State } from '../../random/pcg64.ts';
import type { ModelSource } from '../run/model-source.ts';

/** Start points of one chain, or the generators to draw them from the prior: one per level. */
export type StartPoints = {
  readonly parameters: readonly string[];
  /** Index of the chain, for messages. */
  readonly chain: number;
  readonly positions?: readonly Float64Array[];
  readonly randoms?: readonly Pcg64State[];
  /** Proposals of the sampler, for draws from the prior and for warnings. */
  readonly proposals?: readonly Proposal<string>[];
};

/** Unit of work: the start of one chain, with the model. */
export type StartItem = StartPoints & { readonly model: ModelSource };

/** Work that yields points and receives the evaluation of each, so that it does not matter who evaluates them, or how many at once. */
export type Evaluating<Result> = Generator<Float64Array, Result, Evaluation>;

/** A point with its evaluation. */
export type EvaluatedPoint = Omit<LevelState, 'proposals'>;

/** The start of a chain: one point for each level. */
export type ChainStart = {
  readonly levels: readonly EvaluatedPoint[];
  /** Parameters with a declared prior that the likelihood did not read, where that was watched. */
  readonly unread?: readonly string[];
};

/** The start of a chain, or the error of the model. */
export type StartResult = (ChainStart & { readonly chain: number }) | FailedStart;

/** The error of the model at a start point. */
export type FailedStart = { readonly chain: number; readonly failure: ErrorData };

/** Unit of work: the starts of several chains, with the model. */
export type StartGroupItem = {
  readonly model: ModelSource;
  /** Index of the first chain. */
  readonly chain: number;
  /** The start points of the chains, in their order. */
  readonly starts: readonly StartPoints[];
};

/** The starts of several chains, or the error of the model. */
export type StartGroupResult = { readonly chain: number; readonly chains: readonly ChainStart[] } | FailedStart;
