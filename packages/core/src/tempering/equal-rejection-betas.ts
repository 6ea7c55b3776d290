import { invertMonotoneCubic } from '../math/monotone-cubic.ts';

/** Least rejection of a pair, so that the cumulated ones increase. */
const LEAST = 1e-6;

/**
 * Returns the ladder that divides the cumulated rejections of a given one equally (Syed et al. 2022, JRSSB 84, 321, Algorithm 2). Its
 * ends stay. Where rounding leaves no room for distinct levels, all of them stay.
 *
 * @param betas distinct, coldest first, at least two
 * @param rejections mean rejection of each pair of neighbours, in [0, 1]
 */
export function equalRejectionBetas(betas: Float64Array, rejections: Float64Array): Float64Array {
  const last = betas.length - 1;
  // Increasing, as the interpolation requires.
  const x = betas.map((beta) => -Math.sqrt(Math.sqrt(beta)));
  const cumulated = new Float64Array(betas.length);
  for (let i = 0; i < last; i++) cumulated[i + 1] = (cumulated[i] as number) + Math.max(rejections[i] as number, LEAST);
  const next = betas.map((beta, j) => {
    if (j === 0 || j === last) return beta;
    const root = invertMonotoneCubic(x, cumulated, ((cumulated[last] as number) * j) / last);
    return root * root * (root * root);
  });
  return next.every((beta, i) => i === 0 || beta < (next[i - 1] as number)) ? next : betas.slice();
}
