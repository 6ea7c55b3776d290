import type { Evaluator } from '../model/evaluate.ts';
import type { Position } from '../model/model.ts';
import type { Random } from '../random/random.ts';

/** What a proposal needs to know of the level that it moves. */
export interface Walker {
  /** Names, in the order of a position. */
  readonly parameters: readonly string[];
  /** Calls the model. */
  readonly evaluator: Evaluator;
  /** The chain's generator. */
  readonly random: Random;
  /** Inverse temperature. */
  readonly beta: number;
  /** The present point, and what the model said of it. */
  readonly position: Float64Array;
  readonly logLikelihood: number;
  readonly logPrior: number;
  /** The proposed point, as numbers and as the model sees it. */
  readonly candidate: Float64Array;
  readonly candidatePoint: Position<string>;
  /** The last decision. */
  readonly ratio: number;
  readonly accepted: boolean;
}
