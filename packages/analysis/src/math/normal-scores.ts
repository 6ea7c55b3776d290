import { normalQuantile } from './normal-quantile.ts';

/** Returns the normal score z = Φ⁻¹((r − 3/8) / (S + 1/4)) of a rank r among S (Vehtari et al. 2021, Bayesian Anal. 16, 667, eq. 14). */
export const normalScore = (rank: number, count: number): number => normalQuantile((rank - 0.375) / (count + 0.25));

/** Returns the normal scores of the ranks 1, 2, …, S. */
export function normalScores(count: number): Float64Array {
  const scores = new Float64Array(count);
  for (let i = 0; 2 * i < count; i++) {
    scores[i] = normalScore(i + 1, count);
    scores[count - 1 - i] = -(scores[i] as number);
  }
  return scores;
}
