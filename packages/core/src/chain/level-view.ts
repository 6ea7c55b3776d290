import type { ModelObject } from '../model/model.ts';
import type { StepView } from '../proposals/run/proposal-run.ts';
import type { Point } from './point.ts';

/** A level as a proposal with a kernel sees it: with all that a virtual move needs. */
export interface LevelView extends StepView {
  /** Returns log likelihood and log prior of a point. */
  readonly model: ModelObject<string>;
  /** The proposed point, as numbers and as the model sees it. */
  readonly candidate: Point;
  /** Inverse temperature. */
  readonly beta: number;
  /** Log likelihood at the present point. */
  readonly logLikelihood: number;
  /** Log prior at the present point. */
  readonly logPrior: number;
  /** Log prior at the proposed point: known where the ratio of a proposal is needed. */
  readonly proposedLogPrior: number;
  /** Acceptance ratio of the last step. */
  readonly ratio: number;
}
