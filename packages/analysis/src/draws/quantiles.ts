import { select } from './select.ts';

/**
 * Returns a quantile of values by linear interpolation between order statistics, type 7 of Hyndman & Fan 1996; NaN where one of them is.
 */
export function quantileOf(values: Float64Array, p: number): number {
  if (values.length === 0 || values.some(Number.isNaN)) return Number.NaN;
  const at = (values.length - 1) * p;
  const below = Math.floor(at);
  const partial = values.slice();
  const low = select(partial, below);
  const rest = at - below;
  if (rest === 0) return low;
  const high = smallest(partial.subarray(below + 1));
  return low === high ? low : (1 - rest) * low + rest * high;
}

/** Returns a quantile of values in ascending order: {@link quantileOf} of them. */
export function quantileOfSorted(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const rest = at - below;
  const [low, high] = [sorted[below] ?? Number.NaN, sorted[below + Math.sign(rest)] ?? Number.NaN];
  return low === high ? low : (1 - rest) * low + rest * high;
}

function smallest(values: Float64Array): number {
  let low = Number.POSITIVE_INFINITY;
  for (const x of values) if (x < low) low = x;
  return low;
}
