/** Returns the quantile of sorted values by linear interpolation between order statistics: type 7 of Hyndman & Fan 1996. */
export function quantileOfSorted(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const [low, high] = [sorted[below] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  const rest = at - below;
  return low === high || rest === 0 ? low : (1 - rest) * low + rest * high;
}

/** Returns a quantile of values; NaN where one of them is. */
export function quantileOf(values: Float64Array, p: number): number {
  const sorted = values.toSorted();
  // NaN is sorted to the end.
  return Number.isNaN(sorted.at(-1) ?? Number.NaN) ? Number.NaN : quantileOfSorted(sorted, p);
}

/** Returns the median of values; NaN where one of them is. */
export const median = (values: Float64Array): number => quantileOf(values, 0.5);
