import { autocorrelation } from './autocorrelation.ts';

/** Lengths of the window in autocorrelation times. */
const WINDOW = 5;
/** Autocorrelation times that a chain needs for an estimate to be trusted. */
const LONG = 50;

/** The integrated autocorrelation time of a chain, and whether the chain is long enough for it. */
export type AutocorrelationTime = {
  /** Autocorrelation time in draws: the variance of the mean is that of τ times fewer independent draws. NaN where undefined. */
  readonly tau: number;
  /** Whether the chain is at least 50 τ long, and τ positive. */
  readonly reliable: boolean;
  /** Length of the chain in autocorrelation times. NaN where τ is NaN, Infinity where the estimate is not positive. */
  readonly lengthInTau: number;
};

/**
 * Returns the integrated autocorrelation time τ(M) = 1 + 2 Σ_{t≤M} ρ_t of a chain, for the smallest window M ≥ 5 τ(M) (Sokal 1997, in
 * Functional Integration, p. 131). Of a chain shorter than 50 τ the estimate is too small, and `reliable` is false; it never throws for that.
 *
 * @returns NaN as τ of a constant chain, and for NaN or infinities in it
 * @throws TypeError unless `chain` is an array of numbers
 */
export function autocorrelationTime(chain: ArrayLike<number>): AutocorrelationTime {
  const correlations = autocorrelation(chain);
  const tau = windowed(correlations);
  const lengthInTau = tau > 0 ? correlations.length / tau : tau <= 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  return { tau, reliable: tau > 0 && lengthInTau >= LONG, lengthInTau };
}

// There always is a window: over all lags the sum is 0.
function windowed(correlations: Float64Array): number {
  let tau = -1;
  for (let lag = 0; lag < correlations.length; lag++) {
    tau += 2 * (correlations[lag] as number);
    if (lag >= WINDOW * tau) return tau;
  }
  return Number.NaN;
}
