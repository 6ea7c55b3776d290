import { potentialReduction } from '../convergence/r-hat.ts';
import { type Matrix, mapped, split } from '../draws/matrix.ts';
import { variance } from '../draws/moments.ts';
import { ascending } from '../draws/order.ts';
import { quantileOfSorted } from '../draws/quantiles.ts';
import { foldedOrder, scoresOfRanks, zScale } from '../draws/z-scale.ts';
import { effectiveSize } from '../precision/effective-size.ts';
import { meanSize } from '../precision/sizes.ts';

/** Convergence and precision of one quantity. */
export type Convergence = {
  readonly rHat: number;
  readonly essBulk: number;
  readonly essTail: number;
  readonly mcseMean: number;
};

/** Scores of ranks, kept for as long as the next quantity has as many draws. */
export class Scores {
  #scores: Float64Array = new Float64Array(0);

  /** Returns the normal scores of the ranks 1, 2, …, count. */
  of(count: number): Float64Array {
    if (this.#scores.length !== count) this.#scores = scoresOfRanks(count);
    return this.#scores;
  }
}

/** Draws in the order of the chains, and in ascending order. */
export type Ordered = { readonly matrix: Matrix; readonly order: Uint32Array; readonly sorted: Float64Array };

/** Sorts draws without NaN. */
export function ordered(matrix: Matrix): Ordered {
  const order = ascending(matrix.values);
  const sorted = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) sorted[i] = matrix.values[order[i] as number] as number;
  return { matrix, order, sorted };
}

/**
 * Returns what {@link rHat}, {@link essBulk}, {@link essTail} and {@link mcseMean} return of draws, from one sort of them.
 *
 * @param discrete whether the tail at a quantile that no draw is beyond begins at it, not behind it
 */
export function convergenceOf({ matrix, order, sorted }: Ordered, scores: Scores, discrete: boolean): Convergence {
  const tails = [0.05, 0.95].map((p) => tailSize(matrix, sorted, quantileOfSorted(sorted, p), discrete));
  return {
    ...ofRanks(matrix, order, quantileOfSorted(sorted, 0.5), scores),
    essTail: Math.min(...tails),
    mcseMean: Math.sqrt(variance(matrix.values) / meanSize(matrix)),
  };
}

function ofRanks(matrix: Matrix, all: Uint32Array, center: number, scores: Scores): { rHat: number; essBulk: number } {
  const halves = split(matrix);
  const order = matrix.length % 2 === 0 ? all : withoutMiddles(all, matrix.length);
  const ofRank = scores.of(halves.values.length);
  const bulk = { ...halves, values: zScale(halves.values, order, ofRank) };
  const essBulk = effectiveSize(bulk);
  if (!Number.isFinite(center)) return { rHat: Number.NaN, essBulk };
  const reduction = potentialReduction(bulk);
  const distances = halves.values.map((x) => Math.abs(x - center));
  const folded = { ...halves, values: zScale(distances, foldedOrder(halves.values, order, center), ofRank) };
  return { rHat: Math.max(reduction, potentialReduction(folded)), essBulk };
}

// Indices in the halves of the chains, which lack the draw in the middle of each chain.
function withoutMiddles(order: Uint32Array, length: number): Uint32Array {
  const middle = (length - 1) / 2;
  const kept = new Uint32Array(order.length - order.length / length);
  let count = 0;
  for (const index of order) {
    const draw = index % length;
    if (draw !== middle) kept[count++] = index - (index - draw) / length - (draw > middle ? 1 : 0);
  }
  return kept;
}

function tailSize(matrix: Matrix, sorted: Float64Array, limit: number, discrete: boolean): number {
  if (!Number.isFinite((sorted[0] as number) - (sorted.at(-1) as number))) return Number.NaN;
  const below = discrete && limit === sorted.at(-1);
  return effectiveSize(split(mapped(matrix, below ? (x) => (x < limit ? 1 : 0) : (x) => (x <= limit ? 1 : 0))));
}
