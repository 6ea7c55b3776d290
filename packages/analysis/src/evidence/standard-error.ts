import { autocorrelationTime } from '../correlation/autocorrelation-time.ts';
import type { Level } from './levels.ts';
import type { Mbar } from './mbar.ts';

/** Chains from which on the jackknife is used. */
export const ENOUGH_CHAINS = 4;

/** A standard error and its degrees of freedom. */
export type StandardError = { readonly standardError: number; readonly degreesOfFreedom: number };

/** Returns the jackknife over chains, or for fewer than four of them the asymptotic error times √τ. */
export function standardErrorOf(levels: readonly Level[], { leftOut, asymptoticError }: Mbar): StandardError {
  if (leftOut.length >= ENOUGH_CHAINS)
    return { standardError: jackknife(leftOut), degreesOfFreedom: leftOut.length - 1 };
  return {
    standardError: asymptoticError * Math.sqrt(longestTime(levels)),
    degreesOfFreedom: Number.POSITIVE_INFINITY,
  };
}

function jackknife(leftOut: readonly number[]): number {
  const mean = leftOut.reduce((sum, x) => sum + x, 0) / leftOut.length;
  const squares = leftOut.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return Math.sqrt((squares * (leftOut.length - 1)) / leftOut.length);
}

// The largest autocorrelation time of the levels, each averaged over its chains; 1 where it is undefined.
function longestTime(levels: readonly Level[]): number {
  return Math.max(...levels.map(({ chains }) => chains.reduce((sum, chain) => sum + timeOf(chain), 0) / chains.length));
}

function timeOf(chain: Float64Array): number {
  const { tau } = autocorrelationTime(chain);
  return Number.isNaN(tau) ? 1 : Math.max(1, tau);
}
