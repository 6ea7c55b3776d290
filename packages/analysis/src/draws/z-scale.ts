import { normalQuantile } from '../math/normal-quantile.ts';

/**
 * Returns the normal scores z = Φ⁻¹((r − 3/8) / (S + 1/4)) of the ranks r among S values, equal values with their average rank (Vehtari et
 * al. 2021, Bayesian Anal. 16, 667, eq. 14).
 *
 * @param order indices of the values in ascending order
 * @param scores scores of the ranks 1, 2, …, S, from {@link scoresOfRanks}
 */
export function zScale(values: Float64Array, order: Uint32Array, scores: Float64Array): Float64Array {
  const z = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    const x = values[order[start] as number] as number;
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === x) end++;
    const score = end === start + 1 ? (scores[start] as number) : scoreOf((start + 1 + end) / 2, values.length);
    for (let i = start; i < end; i++) z[order[i] as number] = score;
    start = end;
  }
  return z;
}

/** Returns the normal scores of the ranks 1, 2, …, S. */
export function scoresOfRanks(count: number): Float64Array {
  const scores = new Float64Array(count);
  for (let i = 0; 2 * i < count; i++) {
    scores[i] = scoreOf(i + 1, count);
    scores[count - 1 - i] = -(scores[i] as number);
  }
  return scores;
}

/** Returns the indices of the values |x − center| in ascending order, from those of the values x: the two sides are merged. */
export function foldedOrder(values: Float64Array, order: Uint32Array, center: number): Uint32Array {
  const merged = new Uint32Array(order.length);
  const at = (i: number): number => values[order[i] as number] as number;
  let right = 0;
  while (right < order.length && at(right) < center) right++;
  let left = right - 1;
  for (let i = 0; i < merged.length; i++) {
    const takesLeft =
      right >= order.length || (left >= 0 && Math.abs(at(left) - center) <= Math.abs(at(right) - center));
    merged[i] = order[takesLeft ? left-- : right++] as number;
  }
  return merged;
}

const scoreOf = (rank: number, count: number): number => normalQuantile((rank - 0.375) / (count + 0.25));
