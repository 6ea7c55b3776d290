import { expectChains, expectProbability } from '../checks/arguments.ts';
import { pooled } from '../draws/matrix.ts';

/**
 * Returns the highest-density interval of the draws of all chains: the shortest one with the given probability, the first of equals
 * (Chen & Shao 1999, J. Comput. Graph. Statist. 8, 69). It supposes one mode: of several, the gaps are in it.
 *
 * @param chains draws of one quantity, each chain an array
 * @param probability probability of the interval, from 0 to 1
 * @returns `[lower, upper]`, both NaN without draws, and where one of them is NaN
 * @throws TypeError or RangeError unless `chains` are arrays of numbers and `probability` is from 0 to 1
 */
export function hdi(
  chains: readonly ArrayLike<number>[],
  probability: number,
): readonly [lower: number, upper: number] {
  return intervalOfSorted(pooled(expectChains(chains)).sort(), expectProbability('probability', probability));
}

/** Returns the highest-density interval of values in ascending order: {@link hdi} of them. */
export function intervalOfSorted(sorted: Float64Array, probability: number): readonly [lower: number, upper: number] {
  const inside = Math.min(Math.floor(probability * sorted.length), sorted.length - 1);
  if (Number.isNaN(sorted.at(-1) ?? Number.NaN)) return [Number.NaN, Number.NaN];
  const start = shortest(sorted, inside);
  return [sorted[start] as number, sorted[start + inside] as number];
}

// Index of the first of the shortest intervals from one order statistic to that `inside` places further.
function shortest(sorted: Float64Array, inside: number): number {
  let [best, start] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i + inside < sorted.length; i++) {
    const width = (sorted[i + inside] as number) - (sorted[i] as number);
    if (width < best) [best, start] = [width, i];
  }
  return start;
}
