import { exp } from '../../elementary.ts';
import type { DirectionScale } from '../scale.ts';
import { symmetricEigen } from '../symmetric-eigen.ts';
import { type AndrieuThomsSpec, gainOf, isWithinReach, LARGEST_VARIANCE } from './andrieu-thoms.ts';
import type { Rule } from './rule.ts';

/** What {@link andrieuThoms} adds to the scale of the eigenvector families. */
export type LearnedDirections = {
  /** Running mean of the positions. */
  readonly mean: Float64Array;
  /** Running covariance of the positions, row-major. */
  readonly covariance: Float64Array;
  /** Log of the factor on the eigenvalues. */
  logLambda: number;
};

/**
 * Learns directions from the running covariance of all positions, and one scale from the acceptance ratio (Andrieu & Thoms
 * 2008, Statistics and Computing 18, 343: algorithm 8).
 *
 * @param covariance to start from, row-major
 * @param scale its eigenvectors
 */
export function andrieuThomsDirections(
  spec: AndrieuThomsSpec,
  covariance: Float64Array,
  scale: DirectionScale,
): Rule<DirectionScale & LearnedDirections> {
  const n = scale.eigenvalues.length;
  const gainAt = gainOf(spec);
  const delta = new Float64Array(n);
  const work = new Float64Array(n * n);
  return {
    initial: () => ({
      eigenvalues: scale.eigenvalues.slice(),
      eigenvectors: scale.eigenvectors.slice(),
      mean: new Float64Array(n),
      covariance: covariance.slice(),
      logLambda: 0,
    }),
    adapt(state, step) {
      const gain = gainAt(step);
      // Where a flat target without bounds lets a chain run away, no covariance could hold what it sees.
      if (gain <= 0 || !isWithinReach(state.mean, step.position)) return;
      addPoint(state, step.position, step.step, delta);
      state.logLambda += gain * (step.ratio - spec.targetRate);
      work.set(state.covariance);
      symmetricEigen(work, state.eigenvalues, state.eigenvectors);
      const lambda = exp(state.logLambda);
      const factor = lambda * (state.eigenvalues[n - 1] as number) < LARGEST_VARIANCE ? lambda : 1;
      for (let j = 0; j < n; j++) state.eigenvalues[j] = Math.max(factor * (state.eigenvalues[j] as number), 0);
    },
  };
}

function addPoint(
  { mean, covariance }: LearnedDirections,
  position: Float64Array,
  count: number,
  delta: Float64Array,
): void {
  const n = mean.length;
  const old = (count - 1) / count;
  const weight = old * (count / (count * count - 1));
  for (let i = 0; i < n; i++) delta[i] = (position[i] as number) - (mean[i] as number);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const ij = i * n + j;
      covariance[ij] = old * (covariance[ij] as number) + weight * ((delta[i] as number) * (delta[j] as number));
    }
    mean[i] = (count * (mean[i] as number) + (position[i] as number)) / (count + 1);
  }
}
