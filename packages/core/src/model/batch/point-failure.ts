/**
 * Error that a batch model throws to blame one point of the batch. Any other error is reported as that of the batch.
 *
 * @example
 * ```ts
 * import { type BatchModel, PointFailure } from '@epsie/core';
 *
 * const model: BatchModel<'x'> = {
 *   evaluateBatch({ x }, { logLikelihood, logPrior }) {
 *     for (let i = 0; i < x.length; i++) {
 *       if (x[i] > 1e6) throw new PointFailure(i, 'the series does not converge');
 *       logPrior[i] = 0;
 *       logLikelihood[i] = -0.5 * x[i] ** 2;
 *     }
 *   },
 * };
 * ```
 */
export class PointFailure extends Error {
  /** Index of the point in the batch. */
  readonly index: number;

  /**
   * @param index index of the point in the batch
   * @param message reason, for the message of the sampler
   */
  constructor(index: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PointFailure';
    this.index = index;
  }
}

/** Returns whether an error blames one point of a batch. Checks the shape, so that it works across copies of this package. */
export const isPointFailure = (error: unknown): error is PointFailure =>
  error instanceof Error && error.name === 'PointFailure' && typeof (error as { index?: unknown }).index === 'number';
