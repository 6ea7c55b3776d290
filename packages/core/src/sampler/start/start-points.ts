import type { LevelState } from '../../chain/state.ts';
import type { ErrorData } from '../../errors/error-data.ts';
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

/** A point with its evaluation. */
export type EvaluatedPoint = Omit<LevelState, 'proposals'>;

/** The start of a chain: one point for each level. */
export type ChainStart = {
  readonly levels: readonly EvaluatedPoint[];
  /** Parameters with a declared prior that the likelihood did not read, where that was watched. */
  readonly unread?: readonly string[];
};

/** The start of a chain, or the error of the model. */
export type StartResult =
  | (ChainStart & { readonly chain: number })
  | { readonly chain: number; readonly failure: ErrorData };
