import { autocorrelationTime } from '@epsie/analysis';

/** Chains of which the autocorrelation time is estimated. */
const CHAINS = 8;
/** Shares of the draws whose shortest intervals are measured, with their widths in standard deviations of a normal distribution. */
const INTERVALS: readonly (readonly [number, number])[] = [
  [0.5, 1.3489795],
  [0.25, 0.6372788],
  [0.1, 0.2513227],
  [0.05, 0.1254136],
];
/** Fewest effective draws in an interval whose width is trusted. */
const FEWEST = 100;

/**
 * Returns the number of independent draws that chains are worth within each of them: draws over their mean autocorrelation time. Chains that
 * disagree do not count as fewer: where they differ is what a figure is to show.
 */
export function independentDraws(chains: readonly Float64Array[]): number {
  const total = chains.reduce((sum, chain) => sum + chain.length, 0);
  const step = Math.max(1, Math.floor(chains.length / CHAINS));
  const taus = chains
    .filter((_, i) => i % step === 0)
    .map((chain) => autocorrelationTime(chain).tau)
    .filter((tau) => tau > 0);
  if (taus.length === 0) return total;
  const tau = taus.reduce((sum, each) => sum + each, 0) / taus.length;
  return Math.min(total, Math.max(total / Math.max(tau, 1), Math.min(total, 10)));
}

/**
 * Returns the width of the Gaussian kernel that smooths draws: scale · n^(−1/5). The scale is the standard deviation of a normal distribution
 * whose shortest interval with 50, 25, 10 or 5 % of the draws is as short as theirs, the smallest of these: unlike Silverman's, it does not smooth
 * away modes that are far from each other (Silverman 1986, Density Estimation, §3.4).
 *
 * @param sorted draws in ascending order
 * @param independent number of independent draws that they are worth
 */
export function bandwidthOf(sorted: Float64Array, independent: number): number {
  let scale = Number.POSITIVE_INFINITY;
  for (const [share, width] of INTERVALS) {
    if (share < 0.5 && share * independent < FEWEST) continue;
    const interval = shortest(sorted, Math.floor(share * (sorted.length - 1)));
    if (interval > 0) scale = Math.min(scale, interval / width);
  }
  if (scale === Number.POSITIVE_INFINITY) scale = ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) / 4;
  return scale * Math.max(independent, 1) ** -0.2;
}

function shortest(sorted: Float64Array, inside: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + inside < sorted.length; i++)
    best = Math.min(best, (sorted[i + inside] as number) - (sorted[i] as number));
  return best;
}
