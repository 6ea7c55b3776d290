import { shapeOf } from '../../platform/inspect.ts';

/** Outcome of each sweep of swaps. */
export type Swaps<Index, Ratio> = {
  /** By temperature: the level whose state ended there. */
  readonly index: readonly Index[];
  /** By pair of temperatures: the acceptance ratio between `pair` and `pair + 1`. */
  readonly ratio: readonly Ratio[];
  /**
   * By temperature: the inverse temperature that the sweep was made with, before the ladder adapted to it. Only with a ladder that
   * adapts. A draw of iteration i has that of the first sweep from i on.
   */
  readonly beta?: readonly Ratio[];
};

/** Returns the shapes of swaps, for printing. */
export function swapShapes<Index, Ratio>({
  index,
  ratio,
  beta,
}: Swaps<Index, Ratio>): { readonly [name: string]: string } {
  return { index: shapeOf(index), ratio: shapeOf(ratio), ...(beta === undefined ? {} : { beta: shapeOf(beta) }) };
}
