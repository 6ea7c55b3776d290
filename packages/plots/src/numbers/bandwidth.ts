import { autocorrelationTime } from '@epsie/analysis';
import { shortestInterval } from './shortest.ts';

/** Chains of which the autocorrelation time is estimated. */
const CHAINS = 8;
/** Widths of the shortest intervals with half and with a quarter of a normal distribution, in standard deviations. */
const [HALF, QUARTER] = [1.3489795, 0.6372788];
/** Fewest independent draws whose shortest intervals are trusted. */
const FEWEST = 200;

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
 * Returns the width of the Gaussian kernel that smooths draws: scale · n^(−1/(d + 4)), the rate of the smallest error in d dimensions. The
 * scale is the standard deviation of a normal distribution whose shortest interval with a half or a quarter of the draws is as short as
 * theirs, the smaller of both: unlike Silverman's, it does not smooth away modes that are far from each other (Silverman 1986, Density
 * Estimation, §3.4). Of few draws it is that of the interval between the quartiles.
 *
 * @param sorted draws in ascending order
 * @param independent number of independent draws that they are worth
 * @param dimensions number of dimensions in which they are smoothed
 */
export function bandwidthOf(sorted: Float64Array, independent: number, dimensions: 1 | 2 = 1): number {
  const widths =
    independent < FEWEST
      ? [between(sorted, 0.25, 0.75) / HALF]
      : [shortest(sorted, 0.5) / HALF, shortest(sorted, 0.25) / QUARTER];
  const positive = widths.filter((width) => width > 0);
  const scale = positive.length > 0 ? Math.min(...positive) : between(sorted, 0, 1) / 4;
  return scale * Math.max(independent, 1) ** (-1 / (dimensions + 4));
}

function between(sorted: Float64Array, low: number, high: number): number {
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] ?? 0;
  return at(high) - at(low);
}

function shortest(sorted: Float64Array, share: number): number {
  const [low, high] = shortestInterval(sorted, Math.floor(share * (sorted.length - 1)));
  return high - low;
}
