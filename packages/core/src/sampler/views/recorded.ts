import { shapeOf } from '../../platform/inspect.ts';

/** What the model said of each sample; indexed like the positions. */
export type Stats<Column> = {
  /** Natural logarithm of the likelihood. */
  readonly logLikelihood: Column;
  /** Natural logarithm of the prior density. */
  readonly logPrior: Column;
};

/** What became of each step; indexed like the positions. */
export type Acceptance<Column, Flags> = {
  /** Acceptance ratio, in [0, 1]. */
  readonly ratio: Column;
  /** 1 where the step was accepted, else 0. */
  readonly accepted: Flags;
};

/** What became of each sweep of swaps. */
export type Swaps<Index, Ratio> = {
  /** By temperature: the level whose state ended there. */
  readonly index: readonly Index[];
  /** By pair of temperatures: the acceptance ratio between `pair` and `pair + 1`. */
  readonly ratio: readonly Ratio[];
  /**
   * By temperature: the inverse temperature that the sweep was made with, before the ladder adapted to it. There only where the
   * ladder adapts. A draw of iteration i has that of the first sweep from i on.
   */
  readonly beta?: readonly Ratio[];
};

/** The shapes of swaps, for printing. */
export function swapShapes<Index, Ratio>({
  index,
  ratio,
  beta,
}: Swaps<Index, Ratio>): { readonly [name: string]: string } {
  return { index: shapeOf(index), ratio: shapeOf(ratio), ...(beta === undefined ? {} : { beta: shapeOf(beta) }) };
}
