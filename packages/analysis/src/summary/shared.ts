import { largerOf, potentialReduction } from '../convergence/r-hat.ts';
import type { Matrix } from '../draws/matrix.ts';
import { centerOf, variance } from '../draws/moments.ts';
import { type Ordered, orderedHalves } from '../draws/order.ts';
import { quantileOfSorted } from '../draws/quantiles.ts';
import { halvesOf, indicator, seriesOf } from '../draws/series.ts';
import type { Workspace } from '../draws/workspace.ts';
import { folded, zScale } from '../draws/z-scale.ts';
import { effectiveSize } from '../precision/effective-size.ts';
import { sdError } from '../precision/mcse.ts';
import { meanSize } from '../precision/sizes.ts';

/** Convergence and precision of one quantity. */
export type Convergence = {
  /** R̂ of ranks. */
  readonly rHat: number;
  /** Effective sample size in the bulk. */
  readonly essBulk: number;
  /** Effective sample size in the tails. */
  readonly essTail: number;
  /** Monte Carlo standard error of the mean. */
  readonly mcseMean: number;
  /** Monte Carlo standard error of the standard deviation. */
  readonly mcseSd: number;
};

/**
 * Returns what {@link rHat}, {@link essBulk}, {@link essTail}, {@link mcseMean} and {@link mcseSd} return of draws, from one sort of them,
 * which is lost.
 *
 * @param discrete whether the tail at a quantile that no draw is beyond begins at it, not behind it
 */
export function convergenceOf(draws: Ordered, workspace: Workspace, discrete: boolean): Convergence {
  const { matrix, sorted } = draws;
  const center = centerOf(matrix.values);
  const tails = [0.05, 0.95].map((p) => tailSize(matrix, sorted, quantileOfSorted(sorted, p), discrete));
  return {
    essTail: Math.min(...tails),
    mcseMean: Math.sqrt(variance(matrix.values, center.center) / meanSize(matrix, center)),
    mcseSd: sdError(matrix, center),
    ...ofRanks(draws, workspace),
  };
}

function ofRanks(draws: Ordered, workspace: Workspace): { readonly rHat: number; readonly essBulk: number } {
  const center = quantileOfSorted(draws.sorted, 0.5);
  const halves = orderedHalves(draws);
  const bulk = zScale(halves, workspace);
  const [essBulk, reduction] = [effectiveSize(seriesOf(bulk)), potentialReduction(bulk)];
  if (!Number.isFinite(center)) return { rHat: Number.NaN, essBulk };
  const tails = zScale(folded(halves, center, workspace), workspace);
  return { rHat: largerOf(reduction, potentialReduction(tails)), essBulk };
}

function tailSize(matrix: Matrix, sorted: Float64Array, limit: number, discrete: boolean): number {
  if (!Number.isFinite((sorted[0] as number) - (sorted.at(-1) as number))) return Number.NaN;
  return effectiveSize(halvesOf(matrix, indicator(limit, discrete && limit === sorted.at(-1))));
}
