import { autocorrelation } from '@epsie/analysis';
import type { Steps } from '@epsie/analysis/sources';
import { activeOf } from '../numbers/active.ts';
import type { Run } from '../options/sources.ts';
import { firstDraw } from './chains.ts';
import { areMany } from './traces.ts';

/** Autocorrelations of the chains of one parameter, at the lags 0 to `lags`. */
export type Correlations = {
  /** Mean autocorrelation time of the chains; NaN where no chain moves. */
  readonly tau: number;
  readonly lags: number;
  /** Chains that were read. */
  readonly shown: number;
  readonly chains: readonly Float64Array[];
  /** Mean and middle 90 %, where the chains are too many for a line each. */
  readonly spread?: { readonly low: Float64Array; readonly mean: Float64Array; readonly high: Float64Array };
};

/** Most chains, and most draws of all chains, that are read; but always six chains. */
const MOST = { chains: 40, draws: 100_000 };
const FEWEST_CHAINS = 6;
/** Length of the window of an autocorrelation time, in autocorrelation times (Sokal 1997). */
const WINDOW = 5;
/** Lags that are shown, in autocorrelation times. */
const TIMES = 10;
/** Fewest lags that are shown. */
const FEWEST = 20;

/** Reads the autocorrelations of a parameter. Of one that is not always active, those of the draws in which it is. */
export function* readCorrelations(
  run: Run,
  name: string,
  burnIn: number,
  wanted: number | undefined,
): Steps<Correlations> {
  const { draws } = run.reading;
  const from = firstDraw(run, burnIn);
  const found: Float64Array[] = [];
  const taus: number[] = [];
  const fitting = Math.max(FEWEST_CHAINS, Math.min(MOST.chains, Math.floor(MOST.draws / (draws.length - from))));
  const count = Math.min(draws.chains, fitting);
  for (let i = 0; i < count; i++) {
    const chain = Math.floor((i * draws.chains) / count);
    const series: Float64Array = yield draws.draws(name, { chain, from, to: draws.length });
    const active = activeOf(series);
    const correlations = autocorrelation(active);
    found.push(correlations);
    taus.push(timeOf(correlations));
  }
  const known = taus.filter((tau) => !Number.isNaN(tau));
  const tau = known.reduce((sum, each) => sum + each, 0) / known.length;
  const half = Math.floor((draws.length - from) / 2);
  const lags = Math.max(1, Math.min(wanted ?? Math.max(Math.ceil(TIMES * tau) || 0, FEWEST), half));
  const chains = found.map((each) => Float64Array.from({ length: lags + 1 }, (_, lag) => each[lag] ?? Number.NaN));
  return { tau, lags, shown: count, chains, ...(areMany(draws.chains) ? { spread: spreadOf(chains, lags) } : {}) };
}

// `autocorrelationTime` of the same correlations, which take most of the time.
function timeOf(correlations: Float64Array): number {
  let tau = -1;
  for (let lag = 0; lag < correlations.length; lag++) {
    tau += 2 * (correlations[lag] as number);
    if (lag >= WINDOW * tau) return tau;
  }
  return Number.NaN;
}

function spreadOf(chains: readonly Float64Array[], lags: number): NonNullable<Correlations['spread']> {
  const [low, mean, high] = [new Float64Array(lags + 1), new Float64Array(lags + 1), new Float64Array(lags + 1)];
  for (let lag = 0; lag <= lags; lag++) {
    const sorted = Float64Array.from(chains, (chain) => chain[lag] as number)
      .filter(Number.isFinite)
      .sort();
    low[lag] = sorted[Math.round(0.05 * (sorted.length - 1))] ?? Number.NaN;
    high[lag] = sorted[Math.round(0.95 * (sorted.length - 1))] ?? Number.NaN;
    mean[lag] = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  }
  return { low, mean, high };
}
