import { BatchPoint } from '../model/batch/batch-point.ts';
import type { ModelObject } from '../model/model.ts';
import type { Point } from './point.ts';

/**
 * A candidate whose evaluation comes from a batch. Its model returns the answer of the batch where the step asks for it, and evaluates
 * single points otherwise.
 */
export class BatchLane {
  readonly candidate: Point;
  /** The candidate in a batch. */
  readonly point: BatchPoint;
  /** The model as the levels of the lane see it. */
  readonly model: ModelObject<string>;

  constructor(model: ModelObject<string>, candidate: Point) {
    const point = new BatchPoint(candidate);
    this.candidate = candidate;
    this.point = point;
    this.model = {
      ...model,
      evaluate: (position) => (point.answered ? point.take() : model.evaluate(position)),
    };
  }
}
