import { symmetricEigen } from '../../math/symmetric-eigen.ts';
import type { DirectionScale, Units } from './scale.ts';

/**
 * Writes the eigenvalues and eigenvectors of a covariance into `scale`, with the units that they belong to.
 *
 * In raw units the largest variance decides which directions there are: a parameter of a small scale hardly takes part in any
 * but one. In units of the standard deviations they are the eigenvectors of the correlation matrix, whatever the units of the
 * parameters.
 *
 * @param covariance positive semi-definite, row-major, n × n
 * @param work room for n × n numbers
 */
export function findDirections(
  covariance: Float64Array,
  units: Units,
  work: Float64Array,
  scale: DirectionScale,
): void {
  const n = scale.units.length;
  for (let i = 0; i < n; i++) {
    const variance = covariance[i * n + i] as number;
    // A parameter without variance needs no unit: no direction leads along it.
    scale.units[i] = units === 'standard' && variance > 0 ? Math.sqrt(variance) : 1;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      work[i * n + j] = (covariance[i * n + j] as number) / (scale.units[i] as number) / (scale.units[j] as number);
  }
  symmetricEigen(work, scale.eigenvalues, scale.eigenvectors);
  // The covariance is positive semi-definite: what is below 0 is rounding error.
  for (let j = 0; j < n; j++) scale.eigenvalues[j] = Math.max(scale.eigenvalues[j] as number, 0);
}

/** Returns a copy of a scale. */
export const copyDirections = ({ units, eigenvalues, eigenvectors }: DirectionScale): DirectionScale => ({
  units: units.slice(),
  eigenvalues: eigenvalues.slice(),
  eigenvectors: eigenvectors.slice(),
});
