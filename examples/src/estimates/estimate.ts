import { mcseMean } from '@epsie/analysis';

/** A mean over the draws of all chains, with its Monte Carlo standard error. */
export type Estimate = { readonly mean: number; readonly standardError: number };

/** Estimates the mean of a quantity from its draws, chain by chain. */
export function estimateMean(chains: readonly Float64Array[]): Estimate {
  const means = chains.map((draws) => draws.reduce((sum, x) => sum + x, 0) / draws.length);
  return { mean: means.reduce((sum, mean) => sum + mean, 0) / means.length, standardError: mcseMean(chains) };
}
