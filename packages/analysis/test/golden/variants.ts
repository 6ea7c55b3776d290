// Definitions with parts that can be exchanged.

import * as analysis from '@epsie/analysis';
import { inverseBeta } from '@epsie/core/math';
import { autocovariance } from '#src/correlation/autocovariance.js';
import { type Matrix, mapped, matrixOf } from '#src/draws/matrix.js';
import { centered, variance } from '#src/draws/moments.js';
import { ordered } from '#src/draws/order.js';
import { halvesOf, indicator, seriesOf } from '#src/draws/series.js';
import { Workspace } from '#src/draws/workspace.js';
import { zScale } from '#src/draws/z-scale.js';
import { effectiveSize } from '#src/precision/effective-size.js';
import type { Chains } from './posterior.ts';

/** Returns the normal scores of the ranks of all draws. */
export function scored(matrix: Matrix): Matrix {
  const workspace = new Workspace();
  return zScale(ordered(matrix, workspace), workspace);
}

/** Returns the distances from the median. */
export const folded = (matrix: Matrix): Matrix => {
  const median = analysis.quantile([matrix.values], 0.5);
  return mapped(matrix, (x) => Math.abs(x - median));
};

/** Returns the squares of the distances from the mean. */
export const squared = (matrix: Matrix): Matrix => mapped(centered(matrix), (x) => x * x);

/** Returns the number of draws. */
export const size = (x: Chains): number => x.length * (x[0] as readonly number[]).length;

/** Returns all draws in ascending order. */
export const sorted = (x: Chains): Float64Array => Float64Array.from(x.flat()).sort();

/** Returns scores from the numbers of smaller draws, of equal draws, and of all. */
export function scoredBy(matrix: Matrix, scoreOf: (below: number, equal: number, count: number) => number): Matrix {
  const all = matrix.values.toSorted();
  return mapped(matrix, (x) => {
    const below = all.indexOf(x);
    return scoreOf(below, all.lastIndexOf(x) - below + 1, all.length);
  });
}

/** Returns the effective sample size with any sum of the positive pairs, of the monotone ones and of the ρ after them. */
export function sizeBy(
  matrix: Matrix,
  tauOf: (rho: readonly number[], monotone: readonly number[], last: number) => number,
): number {
  const { covariances, means } = autocovariance(seriesOf(matrix));
  const [first, n] = [covariances[0] as number, matrix.length];
  const total = first + variance(means);
  const rho = Array.from(covariances, (a, t) => (t === 0 ? 1 : 1 - ((first * n) / (n - 1) - a) / total));
  const pairs: number[] = [];
  for (let t = 0; t < n - 5; t += 2) {
    const pair = (rho[t] as number) + (rho[t + 1] as number);
    if (pair <= 0) break;
    pairs.push(pair);
  }
  const monotone = pairs.map((_, i) => Math.min(...pairs.slice(0, i + 1)));
  return matrix.values.length / tauOf(pairs, monotone, Math.max(rho[2 * pairs.length] as number, 0));
}

/** Returns the sum. */
export const total = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0);

/** Returns the error of a quantile, with any number added to the shapes of the beta distribution. */
export function orderError(x: Chains, p: number, shape: number): number {
  const [draws, ess] = [sorted(x), analysis.essQuantile(x, p)];
  const at = (q: number): number => inverseBeta(ess * p + shape, ess * (1 - p) + shape, q)[0] * draws.length;
  const [low, high] = [Math.max(Math.floor(at(0.1586553)), 1), Math.min(Math.ceil(at(0.8413447)), draws.length)];
  return ((draws[high - 1] as number) - (draws[low - 1] as number)) / 2;
}

/** Returns the effective sample size of the draws below a quantile. */
export function sizeBelow(x: Chains, p: number): number {
  const limit = analysis.quantile(x, p);
  return effectiveSize(halvesOf(matrixOf(x), indicator(limit, true)));
}

/** Returns the effective sample size of chains as they are. */
export const sizeOf = (matrix: Matrix): number => effectiveSize(seriesOf(matrix));
