import { circularHdi, quantile } from '@epsie/analysis';
import { ascending, type ParameterKind } from '@epsie/analysis/sources';
import { bandwidthOf, independentDraws } from './bandwidth.ts';
import { type Cells, cellIndices, cellsOf, middleOf } from './grid.ts';
import { shortestInterval } from './shortest.ts';
import { smoothRows } from './smooth.ts';

/** Draws of one parameter, of one or all chains of a run. */
export type Marginal = {
  readonly kind: ParameterKind;
  /** All draws, in the order of the chains; angles within their circle. */
  readonly values: Float64Array;
  /** Finite draws in ascending order. */
  readonly sorted: Float64Array;
  /** Standard deviation of the kernel that smooths them, in one dimension and in two. */
  readonly bandwidth: number;
};

/** A density of one parameter over the middles of cells. */
export type Density = { readonly cells: Cells; readonly xs: Float64Array; readonly ys: Float64Array };

/** Cells of a density. */
const CELLS = 400;

/** Returns the draws of chains with what smooths them, in one dimension or in two. */
export function marginalOf(chains: readonly Float64Array[], kind: ParameterKind, dimensions: 1 | 2 = 1): Marginal {
  const values = new Float64Array(chains.reduce((sum, chain) => sum + chain.length, 0));
  let at = 0;
  for (const chain of chains) {
    values.set(chain, at);
    at += chain.length;
  }
  if (kind.kind === 'circular') for (let i = 0; i < at; i++) values[i] = wrap(values[i] as number, kind.circle);
  const finite = finiteOf(values);
  const sorted = sortedOf(finite);
  const active = finite === values ? chains : chains.map((chain) => chain.filter(Number.isFinite));
  const independent = Math.min(independentDraws(active), Math.max(sorted.length, 1));
  return { kind, values, sorted, bandwidth: bandwidthOf(sorted, independent, dimensions) };
}

/** Returns the values that are finite: the same array where all are. */
function finiteOf(values: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) count++;
  return count === values.length ? values : values.filter(Number.isFinite);
}

function sortedOf(values: Float64Array): Float64Array {
  const order = ascending(values);
  const sorted = new Float64Array(values.length);
  for (let i = 0; i < order.length; i++) sorted[i] = values[order[i] as number] as number;
  return sorted;
}

/**
 * Returns the density of draws: a Gaussian kernel density, which integrates to the share of the draws that are between the ends of the cells, all
 * but the furthest 0.1 % at most. Of integers it is their probabilities.
 */
export function densityOf({ values, kind, sorted, bandwidth }: Marginal, count: number = CELLS): Density {
  const cells = cellsOf(sorted, kind, count);
  const masses = new Float64Array(cells.count);
  for (const cell of cellIndices(values, cells)) if (cell >= 0) masses[cell] = (masses[cell] as number) + 1;
  smoothRows(masses, cells, bandwidth, [{ start: 0, stride: 1 }]);
  const unit = 1 / (Math.max(sorted.length, 1) * (cells.width || 1));
  return { cells, xs: masses.map((_, i) => middleOf(cells, i)), ys: masses.map((mass) => mass * unit) };
}

/** Returns the shortest interval with a probability; of an angle, the lower end may be the larger one. NaN without draws. */
export const intervalOf = ({ kind, sorted }: Marginal, probability: number): readonly [number, number] =>
  kind.kind === 'circular'
    ? circularHdi([sorted], probability, kind.circle)
    : shortestInterval(sorted, Math.min(Math.floor(probability * sorted.length), sorted.length - 1));

/** Returns the median; of an angle, that of the half turn to each side of the middle of the shortest interval with half of the draws. */
export function medianOf(marginal: Marginal): number {
  const { kind, sorted } = marginal;
  if (kind.kind !== 'circular') return quantile([sorted], 0.5);
  const [low, high] = intervalOf(marginal, 0.5);
  const turn = kind.circle[1] - kind.circle[0];
  const start = low + (high - low + (high < low ? turn : 0) - turn) / 2;
  return wrap(quantile([sorted.map((x) => wrap(x, [start, start + turn]))], 0.5), kind.circle);
}

/** Returns an angle in the range of a circle. */
export function wrap(x: number, [low, high]: readonly [number, number]): number {
  const turn = high - low;
  const inside = x - turn * Math.floor((x - low) / turn);
  return inside >= high ? low : inside;
}
