/** Most chains of a figure that are drawn and named because they stand out. */
export const MOST_NAMED = 5;

/** The chains of a figure that stand out, the furthest first. */
export class Outliers {
  readonly #scores = new Map<number, number>();

  /** Notes how far a chain is out: 0 or less is not. The furthest of its parameters counts. */
  add(chain: number, score: number): void {
    if (score > 0) this.#scores.set(chain, Math.max(score, this.#scores.get(chain) ?? 0));
  }

  /** Number of chains that stand out. */
  get count(): number {
    return this.#scores.size;
  }

  /** Chains to draw and name, in the order of their colours. */
  get named(): readonly number[] {
    const sorted = [...this.#scores].sort(([a, x], [b, y]) => y - x || a - b);
    return sorted.slice(0, MOST_NAMED).map(([chain]) => chain);
  }
}
