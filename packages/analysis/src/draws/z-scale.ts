import { normalQuantile } from '../math/normal-quantile.ts';

/**
 * Returns the normal scores of the values: z = Φ⁻¹((r − 3/8) / (S + 1/4)) of their ranks r among S values, equal ones with their
 * average rank (Vehtari et al. 2021, Bayesian Anal. 16, 667, eq. 14).
 *
 * @param order indices of the values in ascending order
 */
export function zScale(values: Float64Array, order: Uint32Array): Float64Array {
  const z = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    const x = values[order[start] as number] as number;
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === x) end++;
    const score = scoreOf((start + 1 + end) / 2, values.length);
    for (let i = start; i < end; i++) z[order[i] as number] = score;
    start = end;
  }
  return z;
}

const scoreOf = (rank: number, count: number): number => normalQuantile((rank - 0.375) / (count + 0.25));
