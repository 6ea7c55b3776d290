import { cos } from '@epsie/core/math';
import { type Matrix, mapped } from '../draws/matrix.ts';
import { centerOf, variance } from '../draws/moments.ts';
import { meanSize } from '../precision/sizes.ts';
import type { Circle } from './circle.ts';
import { type Direction, spreadOf } from './direction.ts';

/**
 * Returns the Monte Carlo standard error of the circular standard deviation σ = √(−2 log R): that of R, the mean of the cosines of the
 * distances from the mean direction, times |dσ/dR| = 1/(R σ).
 */
export function spreadError(angles: Matrix, direction: Direction, circle: Circle): number {
  const unit = (2 * Math.PI) / (circle[1] - circle[0]);
  const cosines = mapped(angles, (angle) => cos((angle - direction.mean) * unit));
  const center = centerOf(cosines.values);
  const error = Math.sqrt(variance(cosines.values, center.center) / meanSize(cosines, center));
  return error / (direction.length * spreadOf(direction, circle) * unit ** 2);
}
