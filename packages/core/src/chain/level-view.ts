import type { ModelObject } from '../model/model.ts';
import type { Random } from '../random/random.ts';
import type { Point } from './point.ts';

/** What a proposal needs to know of the level that it moves. */
export interface Walker {
  /** Says log likelihood and log prior of a point. */
  readonly model: ModelObject<string>;
  /** The chain's generator. */
  readonly random: Random;
  /** The proposed point, as numbers and as the model sees it. */
  readonly candidate: Point;
  /** Inverse temperature. */
  readonly beta: number;
  /** The present point. */
  readonly position: Float64Array;
  /** Log likelihood there. */
  readonly logLikelihood: number;
  /** Log prior there. */
  readonly logPrior: number;
  /** Acceptance ratio of the last step. */
  readonly ratio: number;
  /** Whether it was accepted. */
  readonly accepted: boolean;
}
