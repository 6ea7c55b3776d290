import { expectProbability } from '../checks/arguments.ts';
import { matrixOf } from '../draws/matrix.ts';
import { bulkSize, meanSize, quantileSize, sdSize } from './sizes.ts';

/**
 * Returns the effective sample size in the bulk of the distribution, that of the normal scores of the ranks of the halves of the chains
 * (Vehtari et al. 2021, Bayesian Anal. 16, 667, §4). Works without a finite variance. At least 400 are recommended.
 *
 * @param chains draws of one quantity, each chain an array of the same length
 * @returns NaN for fewer than six draws per chain, constant draws and NaN among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length
 */
export const essBulk = (chains: readonly ArrayLike<number>[]): number => bulkSize(matrixOf(chains));

/**
 * Returns the effective sample size in the tails, the smaller one of those for the quantiles 0.05 and 0.95 (Vehtari et al. 2021, §4).
 *
 * @returns NaN for fewer than six draws per chain, NaN or infinities among the draws, and where no draw is beyond one of the quantiles
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length
 */
export function essTail(chains: readonly ArrayLike<number>[]): number {
  const matrix = matrixOf(chains);
  return Math.min(quantileSize(matrix, 0.05), quantileSize(matrix, 0.95));
}

/**
 * Returns the effective sample size for the mean, that of the halves of the chains.
 *
 * @returns NaN for fewer than six draws per chain, constant draws, and NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length
 */
export const essMean = (chains: readonly ArrayLike<number>[]): number => meanSize(matrixOf(chains));

/**
 * Returns the effective sample size for the standard deviation, that of (x − mean)².
 *
 * @returns NaN for fewer than six draws per chain, constant draws, and NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length
 */
export const essSd = (chains: readonly ArrayLike<number>[]): number => sdSize(matrixOf(chains));

/** Returns the effective sample size for the median, that of {@link essQuantile} at 0.5. */
export const essMedian = (chains: readonly ArrayLike<number>[]): number => quantileSize(matrixOf(chains), 0.5);

/**
 * Returns the effective sample size for a quantile, that of the indicator of draws up to it.
 *
 * @param p probability of the quantile, from 0 to 1
 * @returns NaN for fewer than six draws per chain, NaN or infinities among them, and where no draw is beyond the quantile
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length, and `p` is from 0 to 1
 */
export const essQuantile = (chains: readonly ArrayLike<number>[], p: number): number =>
  quantileSize(matrixOf(chains), expectProbability('p', p));
