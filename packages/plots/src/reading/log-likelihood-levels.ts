import { readLogLikelihoods, type Steps, type TemperedReading } from '@epsie/analysis/sources';

/** Log likelihoods at each level of a ladder. */
export type LevelMoments = {
  readonly beta: number;
  /** Mean; −Infinity where a draw has that log likelihood. */
  readonly mean: number;
  /** Quantiles 0.05 and 0.95. */
  readonly low: number;
  readonly high: number;
};

/** Most draws of a level of which quantiles are computed. */
const MOST = 100_000;

/** Reads mean and middle 90 % of the log likelihoods of all levels, the hottest first. */
export function* readLevelMoments(reading: TemperedReading, burnIn: number): Steps<readonly LevelMoments[]> {
  const { betas, logLikelihood } = yield* readLogLikelihoods(reading, burnIn);
  const levels = Array.from(betas, (beta, level) => ({ beta, ...momentsOf(logLikelihood[level] ?? []) }));
  return levels.sort((a, b) => a.beta - b.beta);
}

function momentsOf(chains: readonly Float64Array[]): Omit<LevelMoments, 'beta'> {
  const count = chains.reduce((sum, chain) => sum + chain.length, 0);
  const mean = chains.reduce((sum, chain) => sum + chain.reduce((all, x) => all + x, 0), 0) / count;
  const step = Math.max(1, Math.ceil(count / MOST));
  const sorted = Float64Array.from(chains.flatMap((chain) => [...chain.filter((_, i) => i % step === 0)])).sort();
  const [low, high] = [0.05, 0.95].map((p) => sorted[Math.round(p * (sorted.length - 1))] as number);
  return { mean, low: low as number, high: high as number };
}

/** Returns the trapezoid of the means over β: the log evidence by thermodynamic integration. */
export function areaOf(levels: readonly LevelMoments[]): number {
  let area = 0;
  for (const [k, colder] of levels.entries()) {
    const hotter = levels[k - 1];
    if (hotter !== undefined) area += ((colder.beta - hotter.beta) * (colder.mean + hotter.mean)) / 2;
  }
  return area;
}
