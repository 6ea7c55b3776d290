import type { Random } from '../../random/random.ts';

/** Draws the direction of a jump, in arrays that it reuses. */
export class DirectionPicker {
  readonly #weights: Float64Array;
  readonly #nonZero: Float64Array;
  readonly #shuffleRate: number;

  /** @param n number of directions */
  constructor(n: number, shuffleRate: number) {
    this.#weights = new Float64Array(n);
    this.#nonZero = new Float64Array(n);
    this.#shuffleRate = shuffleRate;
  }

  /** Draws a direction with a probability proportional to its eigenvalue, or to that of another after a shuffle. */
  pick(eigenvalues: Float64Array, random: Random): number {
    const n = eigenvalues.length;
    const shuffled = random.random() < this.#shuffleRate;
    const weights = shuffled ? this.#shuffle(eigenvalues, random) : eigenvalues;
    let total = 0;
    for (let i = 0; i < n; i++) total += weights[i] as number;
    const u = random.random();
    let cumulative = 0;
    for (let i = 0; i < n; i++) {
      cumulative += weights[i] as number;
      if (cumulative / total > u) return i;
    }
    return n - 1;
  }

  #shuffle(eigenvalues: Float64Array, random: Random): Float64Array {
    const weights = this.#weights;
    const nonZero = this.#nonZero;
    let count = 0;
    for (let i = 0; i < eigenvalues.length; i++) {
      if ((eigenvalues[i] as number) > 0) nonZero[count++] = eigenvalues[i] as number;
    }
    random.shuffle(count === nonZero.length ? nonZero : nonZero.subarray(0, count));
    let next = 0;
    for (let i = 0; i < eigenvalues.length; i++)
      weights[i] = (eigenvalues[i] as number) > 0 ? (nonZero[next++] as number) : 0;
    return weights;
  }
}
