import { allFinite, hasNaN, type Matrix } from '../draws/matrix.ts';
import { type Center, centerOf } from '../draws/moments.ts';
import { ordered, orderedHalves } from '../draws/order.ts';
import { quantileOf } from '../draws/quantiles.ts';
import { distance, halvesOf, indicator, seriesOf, squaredDistance } from '../draws/series.ts';
import { Workspace } from '../draws/workspace.ts';
import { zScale } from '../draws/z-scale.ts';
import { effectiveSize } from './effective-size.ts';

/** Relative spread of squares that is rounding alone. */
const ROUNDING = 1e-13;

/** Returns the effective sample size of the ranks of the draws: {@link essBulk} of a matrix. */
export function bulkSize(matrix: Matrix): number {
  if (hasNaN(matrix.values)) return Number.NaN;
  const workspace = new Workspace();
  return effectiveSize(seriesOf(zScale(orderedHalves(ordered(matrix, workspace)), workspace)));
}

/** Returns the effective sample size for the mean: {@link essMean} of a matrix. */
export const meanSize = (matrix: Matrix, center: Center = centerOf(matrix.values)): number =>
  effectiveSize(halvesOf(matrix, distance(center)));

/** Returns the effective sample size for the standard deviation: {@link essSd} of a matrix. */
export const sdSize = (matrix: Matrix, center: Center = centerOf(matrix.values)): number =>
  squaresAreEqual(matrix.values, center) ? Number.NaN : effectiveSize(halvesOf(matrix, squaredDistance(center)));

/** Returns the effective sample size for a quantile: {@link essQuantile} of a matrix. */
export function quantileSize(matrix: Matrix, p: number): number {
  if (!allFinite(matrix.values)) return Number.NaN;
  return effectiveSize(halvesOf(matrix, indicator(quantileOf(matrix.values, p))));
}

// The squares of two values that are equally frequent differ by rounding only.
function squaresAreEqual(values: Float64Array, { center, rest }: Center): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const distance = Math.abs((values[i] as number) - center - rest);
    if (distance < low) low = distance;
    if (distance > high) high = distance;
  }
  return !(high ** 2 - low ** 2 > ROUNDING * high ** 2);
}
