/** A mean with its Monte Carlo standard error. */
export type Estimate = { readonly mean: number; readonly standardError: number };

const sum = (values: ArrayLike<number>): number => Array.prototype.reduce.call(values, add, 0) as number;
const add = (a: unknown, b: unknown): number => (a as number) + (b as number);

export const meanOf = (values: ArrayLike<number>): number => sum(values) / values.length;

/** Mean of independent values, with the standard error that their scatter shows. */
export function estimateOf(values: ArrayLike<number>): Estimate {
  const mean = meanOf(values);
  const squares = Array.from(values, (value) => (value - mean) ** 2);
  return { mean, standardError: Math.sqrt(sum(squares) / (values.length - 1) / values.length) };
}

/**
 * Mean of several chains by batch means: each chain is cut in equal parts that are long against its correlation, and the
 * means of the parts are taken for independent.
 */
export function estimateByBatches(chains: readonly ArrayLike<number>[], batchesPerChain = 10): Estimate {
  const batches = chains.flatMap((chain) => {
    const length = Math.floor(chain.length / batchesPerChain);
    const values = Float64Array.from(chain);
    return Array.from({ length: batchesPerChain }, (_, i) => meanOf(values.subarray(i * length, (i + 1) * length)));
  });
  return estimateOf(batches);
}

/**
 * Kolmogorov's distance between independent draws and their distribution function, times √N: above 2 with probability
 * 2 exp(−8) = 0.0007 if the draws follow it.
 */
export function kolmogorov(draws: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  const distance = sorted.reduce((largest, x, i) => {
    const p = cdf(x);
    return Math.max(largest, p - i / n, (i + 1) / n - p);
  }, 0);
  return distance * Math.sqrt(n);
}

/**
 * Pearson's χ² of independent draws in cells of given probabilities, as a number of standard deviations above its mean.
 *
 * @param cells for each draw the index of its cell
 */
export function chiSquare(cells: readonly number[], probabilities: readonly number[]): number {
  const counts = probabilities.map(() => 0);
  for (const cell of cells) counts[cell] = (counts[cell] as number) + 1;
  const total = probabilities.map((p, i) => ((counts[i] as number) - p * cells.length) ** 2 / (p * cells.length));
  const freedom = probabilities.length - 1;
  return (sum(total) - freedom) / Math.sqrt(2 * freedom);
}

/**
 * Potential scale reduction of chains, each cut in halves (split R̂; Gelman et al., *Bayesian Data Analysis*, §11.4): 1 where
 * all halves agree, Infinity where none of them moves and they differ.
 */
export function splitRhat(chains: readonly ArrayLike<number>[]): number {
  const halves = chains.flatMap((chain) => {
    const values = Float64Array.from(chain);
    const half = Math.floor(values.length / 2);
    return [values.subarray(0, half), values.subarray(values.length - half)];
  });
  const n = halves[0]?.length as number;
  const between = n * varianceOf(halves.map(meanOf));
  const within = meanOf(halves.map(varianceOf));
  return Math.sqrt((n - 1) / n + between / n / within);
}

function varianceOf(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  return sum(Array.from(values, (value) => (value - mean) ** 2)) / (values.length - 1);
}
