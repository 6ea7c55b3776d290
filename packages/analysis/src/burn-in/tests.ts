import type { BurnInTest } from './expression.ts';

/** Facts about one chain that the tests of burn-in depend on. */
export type ChainFacts = {
  /** Log posterior of every draw. */
  readonly logPosterior: Float64Array;
  /** Largest log posterior of all chains. */
  readonly best: number;
  /** Number of parameters. */
  readonly dimensions: number;
  /** First draw after `minIterations`. */
  readonly firstAllowed: number;
  /** Autocorrelation time of the second half, in draws. */
  readonly act: number;
};

/** Autocorrelation times that half of a chain must be longer than. */
export const TIMES = 5;

/** The first draw after burn-in by each test; Infinity where it does not hold. */
export const FIRST_DRAW: { readonly [T in BurnInTest]: (facts: ChainFacts) => number } = {
  maxPosterior({ logPosterior, best, dimensions }) {
    const first = logPosterior.findIndex((x) => x >= best - dimensions / 2);
    return first === -1 ? Number.POSITIVE_INFINITY : first;
  },
  posteriorStep({ logPosterior, dimensions }) {
    for (let i = logPosterior.length - 1; i > 0; i--)
      if (Math.abs((logPosterior[i] as number) - (logPosterior[i - 1] as number)) >= dimensions / 2) return i;
    return 0;
  },
  halfChain: ({ logPosterior }) => Math.floor(logPosterior.length / 2),
  nacl({ logPosterior, act }) {
    const half = Math.floor(logPosterior.length / 2);
    return TIMES * act < half ? half : Number.POSITIVE_INFINITY;
  },
  minIterations: ({ firstAllowed, logPosterior }) =>
    firstAllowed < logPosterior.length ? firstAllowed : Number.POSITIVE_INFINITY,
};
