import { autocovariance, lagsOfHalfSize } from '../correlation/autocovariance.ts';
import { variance } from '../draws/moments.ts';
import type { Series } from '../draws/series.ts';

/** Fewest draws per chain with an estimate. */
const FEWEST_DRAWS = 3;
/** τ where no pair is tried or positive, as the package `posterior` has it. */
const WITHOUT_PAIRS = 2;
/** Lags below which a transform of half the size is not worth trying. */
const FEWEST_LAGS = 100;

/**
 * Returns the effective sample size S/τ of chains: τ = −1 + 2 Σ_{t<T} ρ_t + ρ_T, where T is the end of Geyer's initial monotone sequence
 * (Geyer 1992, Statist. Sci. 7, 473; Vehtari et al. 2021, Bayesian Anal. 16, 667, eq. 10–13). At most S log₁₀ S. Chains of fewer than six
 * draws, and those that alternate between two values, have no such sequence: S/2, as the package `posterior` has it. NaN for fewer than
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

// Undefined where the positive pairs reach beyond the lags.
function sumOfPairs(rho: Float64Array, length: number): number | undefined {
  const pairs = positivePairs(rho, length);
  if (pairs === undefined) return undefined;
  if (pairs.sums.length === 0) return Number.isNaN(pairs.next) ? Number.NaN : WITHOUT_PAIRS;
  let [sum, smallest] = [0, Number.POSITIVE_INFINITY];
  for (const pair of pairs.sums) {
    smallest = Math.min(smallest, pair);
    sum += smallest;
  }
  return -1 + 2 * sum + pairs.next;
}

// Sums of the pairs ρ_t + ρ_{t+1}, t even, as long as they are positive, and the ρ after the last of them: 0 for a negative one, unless the
// chain ended before its pair was negative.
function positivePairs(rho: Float64Array, length: number): { sums: readonly number[]; next: number } | undefined {
  const at = (t: number): number => rho[t] as number;
  const sums: number[] = [];
  let t = 0;
  while (t < length - 5 && at(t) + at(t + 1) > 0) {
    sums.push(at(t) + at(t + 1));
    t += 2;
    if (t + 1 >= rho.length) return undefined;
  }
  return { sums, next: at(t) + at(t + 1) >= 0 ? at(t) : Math.max(at(t), 0) };
}
