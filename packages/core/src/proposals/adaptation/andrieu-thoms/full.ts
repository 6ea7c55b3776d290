import { cholesky } from '../../../math/cholesky.ts';
import { exp } from '../../../math/elementary.ts';
import type { FullScale } from '../../scales/scale.ts';
import type { AdaptiveScale } from '../rule.ts';
import { gainOf } from './gain.ts';
import { isWithinReach, startMean } from './mean.ts';
import { adaptScale, initialShape, type LearnedShape } from './shape.ts';
import type { AndrieuThomsSpec } from './spec.ts';

/** Learns a covariance matrix, from the running one. */
export function andrieuThomsFull(spec: AndrieuThomsSpec, scale: FullScale): AdaptiveScale<FullScale & LearnedShape> {
  const n = Math.sqrt(scale.covariance.length);
  const gainAt = gainOf(spec);
  const delta = new Float64Array(n);
  const root = new Float64Array(n);
  const factor = new Float64Array(n * n);
  const rank = cholesky(scale.covariance, n, factor);
  return {
    initial: () => ({
      covariance: scale.covariance.slice(),
      factor: scale.factor.slice(),
      ...initialShape(spec, scale.covariance.slice(), n),
    }),
    adapt(state, step) {
      const gain = gainAt(step);
      if (gain <= 0) return;
      startMean(state.mean, step);
      // Where a flat target without bounds lets a chain run away, no covariance could represent its positions.
      if (!isWithinReach(state.mean, step.position)) return;
      adaptScale(spec, state, step, gain);
      for (let i = 0; i < n; i++) {
        delta[i] = (step.position[i] as number) - (state.mean[i] as number);
        state.mean[i] = (state.mean[i] as number) + gain * (delta[i] as number);
      }
      updateCovariance(state, delta, root, gain);
      // A covariance that lost a direction to rounding would freeze it: until it is back, the last good factor is used.
      if (cholesky(state.covariance, n, factor) >= rank) state.factor.set(factor);
    },
  };
}

function updateCovariance(
  state: FullScale & LearnedShape,
  delta: Float64Array,
  root: Float64Array,
  gain: number,
): void {
  const n = delta.length;
  for (let i = 0; i < n; i++) root[i] = Math.sqrt(lambda(state, i));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const ij = i * n + j;
      const old = state.unitCovariance[ij] as number;
      const unit = old + gain * ((delta[i] as number) * (delta[j] as number) - old);
      state.unitCovariance[ij] = unit;
      state.covariance[ij] = unit * (root[i] as number) * (root[j] as number);
    }
  }
}

const lambda = ({ logLambda }: LearnedShape, i: number): number =>
  exp(typeof logLambda === 'number' ? logLambda : (logLambda[i] as number));
