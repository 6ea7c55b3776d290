import { type Estimate, estimateMean } from '../estimates/estimate.ts';

/** Iterations per kept draw: successive ones hardly differ. */
const THIN = 100;

/** Keeps the number of components k of every hundredth iteration, by chain. */
export class Counts {
  readonly #draws: readonly number[][];
  #iterations = 0;

  constructor(chains: number) {
    this.#draws = Array.from({ length: chains }, () => []);
  }

  /** Number of iterations of each chain that were added. */
  get iterations(): number {
    return this.#iterations;
  }

  /** Adds the k of every iteration, by chain. */
  add(k: readonly ArrayLike<number>[]): void {
    const first = (THIN - (this.#iterations % THIN)) % THIN;
    for (const [chain, values] of k.entries())
      for (let i = first; i < values.length; i += THIN) this.#draws[chain]?.push(values[i] as number);
    this.#iterations += k[0]?.length ?? 0;
  }

  /** Estimates p(k | y). */
  probability(k: number): Estimate {
    return this.#estimate((value) => (value === k ? 1 : 0));
  }

  /** Estimates the mean of k. */
  mean(): Estimate {
    return this.#estimate((value) => value);
  }

  #estimate(quantity: (k: number) => number): Estimate {
    return estimateMean(this.#draws.map((draws) => Float64Array.from(draws, quantity)));
  }
}
