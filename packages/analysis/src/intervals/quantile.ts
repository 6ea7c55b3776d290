import { expectChains, expectProbability } from '../checks/arguments.ts';
import { pooled } from '../draws/matrix.ts';
import { quantileOf } from '../draws/quantiles.ts';

/**
 * Returns a quantile of the draws of all chains, by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, Amer.
 * Statist. 50, 361: the default of R and NumPy).
 *
 * @param chains draws of one quantity, each chain an array
 * @param p probability, from 0 to 1
 * @returns NaN without draws, and where one of them is NaN
 * @throws TypeError or RangeError unless `chains` are arrays of numbers and `p` is from 0 to 1
 */
export const quantile = (chains: readonly ArrayLike<number>[], p: number): number =>
  quantileOf(pooled(expectChains(chains)), expectProbability('p', p));
