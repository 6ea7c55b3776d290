import type { Transition } from '../../kernel.ts';
import { initialMeanOf } from './mean.ts';
import type { AndrieuThomsSpec } from './spec.ts';

/** State that {@link andrieuThoms} adds to a diagonal or a full scale. */
export type LearnedShape = {
  /** Running mean of the positions; NaN until the first adapting step, if it starts there. */
  readonly mean: Float64Array;
  /** Running covariance of the positions: variances, or a matrix, row-major. */
  readonly unitCovariance: Float64Array;
  /** Log of the factor on the covariance: a number, or one for each parameter when componentwise. */
  logLambda: number | Float64Array;
};

/** Returns the learned state before any step. */
export function initialShape(spec: AndrieuThomsSpec, unitCovariance: Float64Array, n: number): LearnedShape {
  return { mean: initialMeanOf(spec, n), unitCovariance, logLambda: spec.componentwise ? new Float64Array(n) : 0 };
}

/** Moves the log scale towards the target rate: one for all parameters, or one each by virtual moves. */
export function adaptScale(spec: AndrieuThomsSpec, state: LearnedShape, step: Transition, gain: number): void {
  const { logLambda } = state;
  if (typeof logLambda === 'number') {
    state.logLambda = logLambda + gain * (step.ratio - spec.targetRate);
    return;
  }
  for (let i = 0; i < logLambda.length; i++) {
    logLambda[i] = (logLambda[i] as number) + gain * (step.virtualRatio(i) - spec.targetRate);
  }
}
