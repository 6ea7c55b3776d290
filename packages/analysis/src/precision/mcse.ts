import { inverseBeta } from '@epsie/core/math';
import { expectProbability } from '../checks/arguments.ts';
import { type Matrix, matrixOf } from '../draws/matrix.ts';
import { type Center, centerOf, moment, variance } from '../draws/moments.ts';
import { select } from '../draws/select.ts';
import { meanSize, quantileSize, sdSize } from './sizes.ts';

/** Φ(−1): an interval of one standard error to both sides has the probability 1 − 2 Φ(−1). */
const BELOW = 0.1586553;

/**
 * Returns the Monte Carlo standard error of the mean, sd/√ESS.
 *
 * @param chains draws of one quantity, each chain an array of the same length
 * @returns NaN for fewer than six draws per chain, constant draws, and NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length
 */
export function mcseMean(chains: readonly ArrayLike<number>[]): number {
  const matrix = matrixOf(chains);
  return Math.sqrt(variance(matrix.values) / meanSize(matrix));
}

/**
 * Returns the Monte Carlo standard error of the standard deviation, √((m₄ − m₂²) / (4 m₂ ESS)), where ESS is that of (x − mean)² and m
 * are the central moments.
 *
 * @returns NaN for fewer than six draws per chain, constant draws, and NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length
 */
export const mcseSd = (chains: readonly ArrayLike<number>[]): number => sdError(matrixOf(chains));

/** Returns the Monte Carlo standard error of the standard deviation: {@link mcseSd} of a matrix. */
export function sdError(matrix: Matrix, center: Center = centerOf(matrix.values)): number {
  const second = moment(matrix.values, center, 2);
  const kurtosis = moment(matrix.values, center, 4) / second ** 2;
  return Math.sqrt((second * (kurtosis - 1)) / (4 * sdSize(matrix, center)));
}

/** Returns the Monte Carlo standard error of the median, that of {@link mcseQuantile} at 0.5. */
export const mcseMedian = (chains: readonly ArrayLike<number>[]): number => quantileError(matrixOf(chains), 0.5);

/**
 * Returns the Monte Carlo standard error of a quantile: half the distance between the order statistics at the 16 % and 84 % points of
 * the beta distribution of the quantile's probability (Vehtari et al. 2021, Bayesian Anal. 16, 667, §4.4).
 *
 * @param p probability of the quantile, from 0 to 1
 * @returns NaN for fewer than six draws per chain, NaN or infinities among them, and where no draw is beyond the quantile
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, of one length, and `p` is from 0 to 1
 */
export const mcseQuantile = (chains: readonly ArrayLike<number>[], p: number): number =>
  quantileError(matrixOf(chains), expectProbability('p', p));

function quantileError(matrix: Matrix, p: number): number {
  const size = quantileSize(matrix, p);
  if (Number.isNaN(size)) return size;
  const [a, b] = [size * p + 1, size * (1 - p) + 1];
  const partial = matrix.values.slice();
  const count = partial.length;
  const low = Math.max(Math.floor(inverseBeta(a, b, BELOW)[0] * count), 1);
  const high = Math.min(Math.ceil(inverseBeta(a, b, 1 - BELOW)[0] * count), count);
  return (select(partial, high - 1) - select(partial, low - 1)) / 2;
}
