/** A mean over the chains, with the standard error estimated from their scatter. */
export type Estimate = { readonly mean: number; readonly standardError: number };

/** Counts how often each chain had each number of components. */
export class Counts {
  readonly #counts: readonly Float64Array[];
  #iterations = 0;

  /** @param most largest number of components */
  constructor(chains: number, most: number) {
    this.#counts = Array.from({ length: chains }, () => new Float64Array(most + 1));
  }

  /** Number of iterations of each chain that were counted. */
  get iterations(): number {
    return this.#iterations;
  }

  /** Adds the k of every iteration, by chain. */
  add(k: readonly ArrayLike<number>[]): void {
    for (const [chain, values] of k.entries()) {
      const counts = this.#counts[chain] as Float64Array;
      for (let i = 0; i < values.length; i++) {
        const value = values[i] as number;
        counts[value] = (counts[value] as number) + 1;
      }
    }
    this.#iterations += k[0]?.length ?? 0;
  }

  /** Estimates p(k | y). */
  probability(k: number): Estimate {
    return this.#estimate((counts) => (counts[k] as number) / this.#iterations);
  }

  /** Estimates the mean of k. */
  mean(): Estimate {
    return this.#estimate((counts) => counts.reduce((sum, count, k) => sum + k * count, 0) / this.#iterations);
  }

  #estimate(ofChain: (counts: Float64Array) => number): Estimate {
    const rates = this.#counts.map(ofChain);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const squares = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0);
    return { mean, standardError: Math.sqrt(squares / (rates.length - 1) / rates.length) };
  }
}
