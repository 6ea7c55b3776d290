import { exp, log } from '../../../math/elementary.ts';
import type { Transition } from '../../kernel.ts';
import { copyDirections, findDirections } from '../../scales/principal-directions.ts';
import type { DirectionScale } from '../../scales/scale.ts';
import type { AdaptiveScale, DirectionFacts } from '../rule.ts';
import { gainOf } from './gain.ts';
import { initialMeanOf, isWithinReach, LARGEST_VARIANCE, startMean } from './mean.ts';
import type { AndrieuThomsSpec } from './spec.ts';

/** State that {@link andrieuThoms} adds to directions. */
export type LearnedDirections = {
  /** Running mean of the positions; NaN until the first adapting step, if it starts there. */
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
 * @param scale the directions to start from
 */
export function andrieuThomsDirections(
  spec: AndrieuThomsSpec,
  scale: DirectionScale,
  { covariance, units, widths }: DirectionFacts,
): AdaptiveScale<DirectionScale & LearnedDirections> {
  const n = scale.eigenvalues.length;
  const gainAt = gainOf(spec);
  const asInPython = spec.initialMean === 'origin';
  const addPoint = asInPython ? averagePoint : weighPoint;
  const delta = new Float64Array(n);
  const work = new Float64Array(n * n);
  return {
    initial: () => ({
      ...copyDirections(scale),
      mean: initialMeanOf(spec, n),
      covariance: covariance.slice(),
      logLambda: 0,
    }),
    adapt(state, step) {
      const gain = gainAt(step);
      if (gain <= 0) return;
      startMean(state.mean, step);
      // Where a flat target without bounds lets a chain run away, no covariance could represent its positions.
      if (!isWithinReach(state.mean, step.position)) return;
      for (let i = 0; i < n; i++) delta[i] = (step.position[i] as number) - (state.mean[i] as number);
      addPoint(state, step, delta, gain);
      state.logLambda += gain * (step.ratio - spec.targetRate);
      findDirections(state.covariance, units, work, state);
      if (widths !== undefined && !asInPython) limitScale(state, widths);
      scaleDirections(state);
    },
  };
}

/** The largest standard deviation along a direction, in units of the longest chord of the box. */
const WIDEST = 1.49;

// Truncated jumps far wider than the box differ little from those somewhat wider, and their acceptance carries no information
// about the scale: λ would grow for ever, and with it the jumps along the directions that the box does not truncate.
function limitScale(state: DirectionScale & LearnedDirections, widths: readonly number[]): void {
  const n = widths.length;
  for (let j = 0; j < n; j++) {
    const eigenvalue = state.eigenvalues[j] as number;
    if (!(eigenvalue > 0)) continue;
    const widest = WIDEST * longestChord(state, widths, j);
    state.logLambda = Math.min(state.logLambda, log((widest * widest) / eigenvalue));
  }
}

function longestChord({ units, eigenvectors }: DirectionScale, widths: readonly number[], j: number): number {
  const n = widths.length;
  let chord = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const e = Math.abs((eigenvectors[j * n + i] as number) * (units[i] as number));
    if (e > 0) chord = Math.min(chord, (widths[i] as number) / e);
  }
  return chord;
}

function scaleDirections({ units, eigenvalues, logLambda }: DirectionScale & LearnedDirections): void {
  const n = eigenvalues.length;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, (units[i] as number) * (units[i] as number));
  const lambda = exp(logLambda);
  const factor = lambda * (eigenvalues[n - 1] as number) * largest < LARGEST_VARIANCE ? lambda : 1;
  for (let j = 0; j < n; j++) eigenvalues[j] = factor * (eigenvalues[j] as number);
}

// As in Python EPSIE: the mean and covariance of all positions so far, the start covariance one of them.
function averagePoint(
  { mean, covariance }: LearnedDirections,
  { step, position }: Transition,
  delta: Float64Array,
): void {
  const n = mean.length;
  const old = (step - 1) / step;
  const weight = old * (step / (step * step - 1));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const ij = i * n + j;
      covariance[ij] = old * (covariance[ij] as number) + weight * ((delta[i] as number) * (delta[j] as number));
    }
    mean[i] = (step * (mean[i] as number) + (position[i] as number)) / (step + 1);
  }
}

// With a gain that decays slowly the start is forgotten; in an average it keeps a weight of 1 / steps, which dominates the
// covariance for as long as the start is far too wide.
function weighPoint(
  { mean, covariance }: LearnedDirections,
  _step: Transition,
  delta: Float64Array,
  gain: number,
): void {
  const n = mean.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const ij = i * n + j;
      const old = covariance[ij] as number;
      covariance[ij] = old + gain * ((delta[i] as number) * (delta[j] as number) - old);
    }
    mean[i] = (mean[i] as number) + gain * (delta[i] as number);
  }
}
