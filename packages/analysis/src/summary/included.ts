import { expected, expectInteger, rangeError } from '@epsie/core/checks';
import { expectIterations } from '../checks/arguments.ts';

/** Chains in a summary, and the burn-in that they have in common. */
export type Included = {
  /** Iterations to leave out of each chain. */
  readonly burnIn: number;
  /** Indices of the chains. */
  readonly chains: readonly number[];
  /** Indices of the other chains. */
  readonly leftOut: readonly number[];
};

/**
 * Returns what remains after a burn-in: all chains after that number of iterations; or, of a burn-in per chain, the chains that are past theirs,
 * after the longest of them. Chains are equally long, so that these are also as many of the last draws of each as the chain with the
 * longest burn-in has.
 *
 * @throws TypeError or RangeError unless it is a number of iterations, or has one for each chain
 */
export function includedAfter(burnIn: unknown, count: number): Included {
  const all = Array.from({ length: count }, (_, c) => c);
  const iterations = (burnIn as { readonly iterations?: unknown } | null)?.iterations;
  if (!Array.isArray(iterations)) return { burnIn: expectIterations(burnIn), chains: all, leftOut: [] };
  if (iterations.length !== count)
    throw rangeError(expected('burnIn.iterations.length', `the number of chains (${count})`, iterations.length));
  const chains = all.filter((c) => iterations[c] !== Number.POSITIVE_INFINITY);
  const longest = Math.max(0, ...chains.map((c) => expectInteger(`burnIn.iterations[${c}]`, iterations[c], 0)));
  return { burnIn: longest, chains, leftOut: all.filter((c) => !chains.includes(c)) };
}
