import { expectChains, expectProbability } from '../checks/arguments.ts';
import { allFinite, pooled } from '../draws/matrix.ts';
import { intervalOfSorted } from '../intervals/hdi.ts';
import { type Circle, expectCircle, TURN, wrap } from './circle.ts';
import { directionOf, spreadOf } from './direction.ts';

/**
 * Returns the mean direction of angles: that of the sum of their unit vectors (Mardia & Jupp 2000, Directional Statistics, §2.2).
 *
 * @param chains draws of an angle, each chain an array
 * @param circle ends of the range of the angle, which are the same direction. Default [0, 2π]
 * @returns an angle in that range; NaN without draws, and for NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers and `circle` two ascending numbers
 */
export function circularMean(chains: readonly ArrayLike<number>[], circle: Circle = TURN): number {
  const [angles, range] = [pooled(expectChains(chains)), expectCircle(circle)];
  return isDefined(angles) ? directionOf(angles, range).mean : Number.NaN;
}

/**
 * Returns the circular standard deviation √(−2 log R) of angles, where R is the mean length of the sum of their unit vectors (Mardia & Jupp
 * 2000, §2.3). It is in the unit of the angles, close to the standard deviation of concentrated ones, and grows without limit.
 *
 * @param circle ends of the range of the angle. Default [0, 2π]
 * @returns NaN without draws, and for NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers and `circle` two ascending numbers
 */
export function circularSd(chains: readonly ArrayLike<number>[], circle: Circle = TURN): number {
  const [angles, range] = [pooled(expectChains(chains)), expectCircle(circle)];
  return isDefined(angles) ? spreadOf(directionOf(angles, range), range) : Number.NaN;
}

/**
 * Returns the shortest arc that contains angles with the given probability: {@link hdi} on a circle. Lower is larger than upper where the
 * arc contains the ends of the range.
 *
 * @param circle ends of the range of the angle. Default [0, 2π]
 * @returns `[lower, upper]`, both in the range of the circle; NaN without draws, and for NaN or infinities among them
 * @throws TypeError or RangeError unless `chains` are arrays of numbers, `probability` is from 0 to 1 and `circle` two ascending numbers
 */
export function circularHdi(
  chains: readonly ArrayLike<number>[],
  probability: number,
  circle: Circle = TURN,
): readonly [lower: number, upper: number] {
  const [angles, range] = [pooled(expectChains(chains)), expectCircle(circle)];
  const p = expectProbability('probability', probability);
  if (!isDefined(angles)) return [Number.NaN, Number.NaN];
  const sorted = angles.map((x) => wrap(x, range)).sort();
  return arcOfSorted(sorted, p, range);
}

/** Returns the shortest arc of angles in ascending order: {@link circularHdi} of them. */
export function arcOfSorted(sorted: Float64Array, p: number, circle: Circle): readonly [lower: number, upper: number] {
  const turn = circle[1] - circle[0];
  const inside = Math.min(Math.floor(p * sorted.length), sorted.length - 1);
  const twice = new Float64Array(sorted.length + inside);
  twice.set(sorted);
  for (let i = 0; i < inside; i++) twice[sorted.length + i] = (sorted[i] as number) + turn;
  const [lower, upper] = intervalOfSorted(twice, (inside + 0.5) / twice.length);
  return [lower, wrap(upper, circle)];
}

const isDefined = (angles: Float64Array): boolean => angles.length > 0 && allFinite(angles);
