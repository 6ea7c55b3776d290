import { allFinite, isConstant, type Matrix, mapped, split } from '../draws/matrix.ts';
import { centered } from '../draws/moments.ts';
import { ascending } from '../draws/order.ts';
import { quantileOf } from '../draws/quantiles.ts';
import { scoresOfRanks, zScale } from '../draws/z-scale.ts';
import { effectiveSize } from './effective-size.ts';

/** Relative spread of squares that is rounding alone. */
const ROUNDING = 1e-13;

/** Returns the effective sample size of the ranks of the draws: {@link essBulk} of a matrix. */
export function bulkSize(matrix: Matrix): number {
  if (matrix.values.some(Number.isNaN)) return Number.NaN;
  const halves = split(matrix);
  const scores = scoresOfRanks(halves.values.length);
  return effectiveSize({ ...halves, values: zScale(halves.values, ascending(halves.values), scores) });
}

/** Returns the effective sample size for the mean: {@link essMean} of a matrix. */
export const meanSize = (matrix: Matrix): number => effectiveSize(split(centered(matrix)));

/** Returns the effective sample size for the standard deviation: {@link essSd} of a matrix. */
export function sdSize(matrix: Matrix): number {
  const squares = mapped(centered(matrix), (x) => x * x);
  // The squares of two values that are equally frequent differ by rounding only.
  return isConstant(squares.values, ROUNDING) ? Number.NaN : effectiveSize(split(squares));
}

/** Returns the effective sample size for a quantile: {@link essQuantile} of a matrix. */
export function quantileSize(matrix: Matrix, p: number): number {
  if (!allFinite(matrix.values)) return Number.NaN;
  const limit = quantileOf(matrix.values, p);
  return effectiveSize(split(mapped(matrix, (x) => (x <= limit ? 1 : 0))));
}
