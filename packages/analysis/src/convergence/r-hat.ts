import { chainOf, type Matrix, matrixOf, split } from '../draws/matrix.ts';
import { centered, chainMeans, mean, variance } from '../draws/moments.ts';
import { ordered, orderedHalves } from '../draws/order.ts';
import { quantileOf } from '../draws/quantiles.ts';
import { Workspace } from '../draws/workspace.ts';
import { folded, zScale } from '../draws/z-scale.ts';

/**
 * Returns R̂, which is 1 where all chains have found the same distribution, and larger where they disagree: the larger one of R̂ of
 * the ranks and R̂ of the ranks of the distances from the median, each of the halves of the chains (Vehtari et al. 2021, Bayesian
 * Anal. 16, 667, §4). Below 1.01 is good.
 *
 * @param chains draws of one quantity, each chain an array of the same length
 * @returns NaN for fewer than four draws per chain, constant draws and NaN among them; Infinity for chains that are constant and differ
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length
 */
export function rHat(chains: readonly ArrayLike<number>[]): number {
  const matrix = matrixOf(chains);
  const center = quantileOf(matrix.values, 0.5);
  if (!Number.isFinite(center)) return Number.NaN;
  const workspace = new Workspace();
  const halves = orderedHalves(ordered(matrix, workspace));
  const ofRanks = potentialReduction(zScale(halves, workspace));
  return largerOf(ofRanks, potentialReduction(zScale(folded(halves, center, workspace), workspace)));
}

/**
 * Returns the larger R̂ of ranks and of distances from the median. Where all distances are the same, as of draws of two values that are equally
 * frequent, they have none, and that of the ranks remains.
 */
export const largerOf = (ofRanks: number, ofDistances: number): number =>
  Number.isNaN(ofDistances) ? ofRanks : Math.max(ofRanks, ofDistances);

/**
 * Returns R̂ = √((B/W + n − 1)/n) of the halves of the chains themselves, without ranks: B is n times the variance of their means, W
 * the mean of their variances (Gelman et al. 2013, Bayesian Data Analysis, §11.4). It needs a finite variance; prefer {@link rHat}.
 *
 * @returns NaN for fewer than four draws per chain, constant draws, and NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length
 */
export function rHatBasic(chains: readonly ArrayLike<number>[]): number {
  return potentialReduction(split(centered(matrixOf(chains))));
}

/** Returns √((B/W + n − 1)/n) of chains as they are. */
export function potentialReduction(matrix: Matrix): number {
  const n = matrix.length;
  const means = chainMeans(matrix);
  const variances = Float64Array.from(means, (m, c) => variance(chainOf(matrix, c), m));
  return Math.sqrt(((n * variance(means)) / mean(variances) + n - 1) / n);
}
