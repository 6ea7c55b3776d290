import { expectChain } from '../checks/arguments.ts';
import { allFinite, isConstant } from '../draws/matrix.ts';
import { centerOf } from '../draws/moments.ts';
import { distance, seriesOf } from '../draws/series.ts';
import { autocovariance } from './autocovariance.ts';

/**
 * Returns the autocorrelations of a chain at the lags 0, 1, …, n − 1: those of 0 are 1, and each sum of products is divided by n, whatever
 * its lag.
 *
 * @returns NaN at every lag for a constant chain, and for NaN or infinities in it
 * @throws TypeError unless `chain` is an array of numbers
 */
export function autocorrelation(chain: ArrayLike<number>): Float64Array {
  const values = expectChain('chain', chain);
  if (!allFinite(values) || isConstant(values)) return new Float64Array(values.length).fill(Number.NaN);
  const matrix = { values, chains: 1, length: values.length };
  const { covariances } = autocovariance(seriesOf(matrix, distance(centerOf(values))));
  const first = covariances[0] as number;
  return covariances.map((covariance) => covariance / first);
}
