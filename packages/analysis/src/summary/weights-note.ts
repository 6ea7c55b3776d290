import type { PosteriorWeights } from '../weights/posterior-weights.ts';

/** Weights that turned the draws of all temperatures into draws of the posterior. */
export type SummaryWeights = Pick<PosteriorWeights, 'ess' | 'coldDraws' | 'paretoK' | 'warnings'> & {
  /** Number of temperatures. */
  readonly temperatures: number;
};

/** Returns the lines of a table about weights. */
export function linesOf(weights: SummaryWeights | undefined): readonly string[] {
  if (weights === undefined) return [];
  const { temperatures, ess, coldDraws, paretoK, warnings } = weights;
  const gain = `Kish ESS ${(ess / coldDraws).toFixed(2)} times the cold draws, Pareto k̂ ${paretoK.toFixed(2)}`;
  return [
    `Draws of ${temperatures} temperatures, re-weighted: ${gain}. R̂ is that of the cold draws`,
    ...warnings.map(({ message }) => message),
  ];
}
