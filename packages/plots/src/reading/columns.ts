import type { ParameterKind } from '@epsie/analysis/sources';
import { type Density, densityOf, type Marginal, marginalOf } from '../numbers/marginal.ts';
import { type SurfaceAxis, surfaceAxis } from '../numbers/surface.ts';
import type { PriorOf } from '../options/prior.ts';
import type { Domain } from '../scales/domain.ts';
import { axisOf } from '../scales/values.ts';

/** One parameter of a corner figure: its axis, and the density and the cells of its draws in each run. */
export type Column = {
  readonly domain: Domain;
  readonly densities: readonly (Density | undefined)[];
  readonly axes: readonly (SurfaceAxis | undefined)[];
  readonly priorAxis: SurfaceAxis | undefined;
  /** Highest density of all runs. */
  readonly highest: number;
};

type Content = {
  readonly marginals: readonly (Marginal | undefined)[];
  readonly prior: Marginal | undefined;
  readonly truth: number | undefined;
  readonly cells: number;
};

/** Returns what a corner figure needs of a parameter. */
export function columnOf({ marginals, prior, truth, cells }: Content): Column {
  const known = marginals.map((marginal) => (marginal?.sorted.length === 0 ? undefined : marginal));
  const densities = known.map((marginal) => (marginal === undefined ? undefined : densityOf(marginal)));
  return {
    domain: axisOf(known, truth),
    densities,
    axes: known.map((marginal) => (marginal === undefined ? undefined : surfaceAxis(marginal, cells))),
    priorAxis: prior === undefined ? undefined : surfaceAxis(prior, cells),
    highest: Math.max(0, ...densities.map((density) => Math.max(0, ...(density?.ys ?? [])))),
  };
}

/** Returns the draws of a prior, if it has any that contours can show. */
export function priorMarginal(prior: PriorOf | undefined, kind: ParameterKind): Marginal | undefined {
  const draws = prior?.draws();
  return draws === undefined ? undefined : marginalOf([draws], kind, 2);
}
