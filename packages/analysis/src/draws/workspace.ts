import { normalScores } from '../math/normal-scores.ts';

/** Arrays of work, kept for as long as the next quantity needs no longer ones. An array is valid until the same one is asked for again. */
export class Workspace {
  readonly #floats = new Map<string, Float64Array>();
  readonly #indices = new Map<string, Uint32Array>();
  #scores: Float64Array = new Float64Array(0);

  /** Returns an array of numbers for a purpose, with anything in it. */
  floats(purpose: 'draws' | 'sorted' | 'scores' | 'distances', length: number): Float64Array {
    const kept = this.#floats.get(purpose);
    if (kept !== undefined && kept.length >= length) return kept.subarray(0, length);
    const floats = new Float64Array(length);
    this.#floats.set(purpose, floats);
    return floats;
  }

  /** Returns an array of indices for a purpose, with anything in it. */
  indices(purpose: 'order' | 'spare', length: number): Uint32Array {
    const kept = this.#indices.get(purpose);
    if (kept !== undefined && kept.length >= length) return kept.subarray(0, length);
    const indices = new Uint32Array(length);
    this.#indices.set(purpose, indices);
    return indices;
  }

  /** Returns the normal scores of the ranks 1, 2, …, count. */
  normalScores(count: number): Float64Array {
    if (this.#scores.length !== count) this.#scores = normalScores(count);
    return this.#scores;
  }
}
