import { autocorrelationTime } from '@epsie/analysis';
import { activeOf } from '../numbers/active.ts';
import { rankDifferences } from '../numbers/ranks.ts';

/** Most draws of a chain that are ranked. */
const MOST_DRAWS = 500;
/** Most points at which the distributions are compared. */
const MOST_POINTS = 60;
/** Chains of which the autocorrelation time is estimated. */
const CHAINS = 16;

/** Differences of the distributions of ranks of chains from the uniform one, with the thinning of the draws. */
export type Ranks = {
  readonly differences: readonly Float64Array[];
  readonly thin: number;
  /** Draws of each chain that are ranked. */
  readonly length: number;
  readonly points: number;
};

/**
 * Returns the ranks of nearly independent draws. Of draws in which a parameter is active, each chain has as many as the one with the fewest;
 * the halves of a single chain are compared.
 */
export function ranksOf(chains: readonly Float64Array[], wanted: number | undefined): Ranks {
  const active = chains.map(activeOf);
  const [only] = active;
  const parts = active.length === 1 && only !== undefined ? halvesOf(only) : active;
  const shortest = Math.min(...parts.map((part) => part.length));
  const fewest = Math.ceil(shortest / MOST_DRAWS);
  const thin = Math.max(1, fewest, wanted ?? Math.min(timeOf(parts), Math.floor(shortest / 20)));
  const length = Math.floor(shortest / thin);
  const thinned = parts.map((part) =>
    Float64Array.from({ length }, (_, i) => part[part.length - 1 - (length - 1 - i) * thin] as number),
  );
  const points = Math.max(1, Math.min(MOST_POINTS, length));
  return { differences: rankDifferences(thinned, points), thin, length, points };
}

function halvesOf(chain: Float64Array): readonly Float64Array[] {
  const half = Math.floor(chain.length / 2);
  return [chain.subarray(0, half), chain.subarray(chain.length - half)];
}

function timeOf(chains: readonly Float64Array[]): number {
  const step = Math.max(1, Math.floor(chains.length / CHAINS));
  const taus = chains.filter((_, i) => i % step === 0).map((chain) => autocorrelationTime(chain).tau);
  return Math.ceil(Math.max(1, ...taus.filter((tau) => tau > 0)));
}
