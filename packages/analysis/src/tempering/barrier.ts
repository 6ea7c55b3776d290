import { monotoneSlopes } from '@epsie/core/math';

/**
 * Returns the local communication barrier λ(β) at every β, coldest first: the derivative of the monotone cubic through the cumulative
 * rejections (Syed et al. 2022, JRSSB 84, 321). NaN if a rejection is.
 *
 * @param betas decreasing
 * @param rejections of the pairs, coldest first
 */
export function localBarrier(betas: Float64Array, rejections: readonly number[]): Float64Array {
  const hottestFirst = betas.toReversed();
  const sums = new Float64Array(betas.length);
  for (const [k, rejection] of rejections.toReversed().entries()) sums[k + 1] = (sums[k] as number) + rejection;
  return monotoneSlopes(hottestFirst, sums).reverse();
}

/** Returns the sum of all rejections, Λ. */
export const barrierOf = (rejections: readonly number[]): number => rejections.reduce((sum, r) => sum + r, 0);

/**
 * Returns the round trips of all states together per sweep that independent swaps make: 1 / (2 + 2 Σ r / (1 − r)) where even and odd pairs
 * alternate (Syed et al. 2022), and twice as many where every sweep tries all pairs.
 *
 * @param tried fraction of the sweeps that try a pair: ½ or 1
 */
export function roundTripLaw(rejections: readonly number[], tried: number): number {
  const odds = rejections.reduce((sum, r) => sum + r / (1 - r), 0);
  return (2 * tried) / (2 + 2 * odds);
}
