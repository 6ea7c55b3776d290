import { autocovariance, lagsOfHalfSize } from '../correlation/autocovariance.ts';
import { variance } from '../draws/moments.ts';
import type { Series } from '../draws/series.ts';

/** Fewest draws per chain with an estimate. */
const FEWEST_DRAWS = 3;
/** Lags below which a transform of half the size is not worth trying. */
const FEWEST_LAGS = 100;

/**
 * Returns the effective sample size S/τ of chains: τ = −1 + 2 Σ_{t<T} ρ_t + ρ_T, where T is the end of Geyer's initial monotone sequence
 * (Geyer 1992, Statist. Sci. 7, 473; Vehtari et al. 2021, Bayesian Anal. 16, 667, eq. 10–13). At most S log₁₀ S. NaN for fewer than
 * three draws per chain, constant draws, and NaN or infinities among them.
 */
export function effectiveSize(series: Series): number {
  const count = series.chains * series.length;
  return series.length < FEWEST_DRAWS ? Number.NaN : count / Math.max(monotoneSum(series), 1 / Math.log10(count));
}

// Correlations have mostly died out long before the end of a chain: a transform of half the size has the first lags.
function monotoneSum(series: Series): number {
  const few = lagsOfHalfSize(series.length);
  const fromFew = few > FEWEST_LAGS ? sumOfPairs(correlations(series, few), series.length) : undefined;
  return fromFew ?? (sumOfPairs(correlations(series, series.length), series.length) as number);
}

// ρ_t = 1 − (W − a_t) / var⁺, where the disagreement of the chains counts as correlation. NaN where var⁺ is 0.
function correlations(series: Series, lags: number): Float64Array {
  const { chains, length } = series;
  const { covariances, means } = autocovariance(series, lags);
  const within = ((covariances[0] as number) * length) / (length - 1);
  const total = (covariances[0] as number) + (chains > 1 ? variance(means) : 0);
  return covariances.map((covariance, t) => (t === 0 ? total / total : 1 - (within - covariance) / total));
}

// The first pair counts even where there is no other. Undefined where the positive pairs reach beyond the lags.
function sumOfPairs(rho: Float64Array, length: number): number | undefined {
  const pairs = positivePairs(rho, length);
  if (pairs === undefined) return undefined;
  let [sum, smallest] = [0, Number.POSITIVE_INFINITY];
  for (const pair of pairs.sums) {
    smallest = Math.min(smallest, pair);
    sum += smallest;
  }
  return -1 + 2 * sum + Math.max(pairs.next, 0);
}

// Sums of the pairs ρ_t + ρ_{t+1}, t even, as long as they are positive, and the ρ after the last of them.
function positivePairs(rho: Float64Array, length: number): { sums: readonly number[]; next: number } | undefined {
  const at = (t: number): number => rho[t] as number;
  const pair = (t: number): number => at(t) + at(t + 1);
  const sums = [pair(0)];
  let t = 0;
  while (t < length - 5 && pair(t) > 0) {
    t += 2;
    if (t + 1 >= rho.length) return undefined;
    sums.push(pair(t));
  }
  if (sums.length > 1) sums.pop();
  return { sums, next: at(t) };
}
