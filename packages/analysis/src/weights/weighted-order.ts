import { ascending } from '../draws/order.ts';

/** Values in ascending order, with the sums of the weights up to and including each. */
export type WeightedOrder = { readonly values: Float64Array; readonly sums: Float64Array };

/** Sorts values without NaN by size, those with a weight of 0 left out; the weights are divided by their sum. */
export function weightedOrder(values: Float64Array, weights: Float64Array): WeightedOrder {
  const order = ascending(values).filter((i) => (weights[i] as number) > 0);
  const sums = new Float64Array(order.length);
  let sum = 0;
  for (let i = 0; i < order.length; i++) sums[i] = sum += weights[order[i] as number] as number;
  return { values: Float64Array.from(order, (i) => values[i] as number), sums: sums.map((x) => x / sum) };
}

/** Returns the smallest value up to which the weights add up to p; NaN without values. */
export function weightedDrawn({ values, sums }: WeightedOrder, p: number): number {
  const at = firstWhere(values.length - 1, (i) => (sums[i] as number) >= p);
  return values[at] ?? Number.NaN;
}

/** Returns the quantile by linear interpolation between the middles of the weights; NaN without values. */
export function weightedQuantile({ values, sums }: WeightedOrder, p: number): number {
  const middle = (i: number): number => ((sums[i] as number) + (sums[i - 1] ?? 0)) / 2;
  const above = firstWhere(values.length, (i) => middle(i) >= p);
  const [low, high] = [values[above - 1], values[above]];
  if (low === undefined || high === undefined || low === high) return low ?? high ?? Number.NaN;
  return low + ((p - middle(above - 1)) / (middle(above) - middle(above - 1))) * (high - low);
}

/**
 * Returns the shortest interval between values whose weights add up to a probability, the first of equals: the highest-density interval.
 *
 * @param starts number of values that it may begin at
 */
export function weightedInterval(
  { values, sums }: WeightedOrder,
  probability: number,
  starts: number = values.length,
): readonly [lower: number, upper: number] {
  let best: readonly [number, number] = [values[0] ?? Number.NaN, values[starts - 1] ?? Number.NaN];
  let end = 0;
  for (let start = 0; start < starts; start++) {
    // A rounding error must not cost the last value.
    const wanted = (sums[start - 1] ?? 0) + probability - 1e-12;
    while (end < values.length && (sums[end] as number) < wanted) end++;
    if (end === values.length) break;
    const [low, high] = [values[start] as number, values[end] as number];
    if (high - low < best[1] - best[0]) best = [low, high];
  }
  return best;
}

/** Returns the shortest arc with a probability, of angles within a turn: {@link weightedInterval} on a circle. Its upper end can exceed the range. */
export function weightedArc(
  { values, sums }: WeightedOrder,
  probability: number,
  turn: number,
): readonly [number, number] {
  const both = (xs: Float64Array, by: number): Float64Array => {
    const twice = new Float64Array(2 * xs.length);
    twice.set(xs);
    twice.set(
      xs.map((x) => x + by),
      xs.length,
    );
    return twice;
  };
  const twice = { values: both(values, turn), sums: both(sums, 1) };
  return weightedInterval(twice, probability, values.length);
}

// Index of the first place of an ascending condition; `count` without one.
function firstWhere(count: number, holds: (i: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
