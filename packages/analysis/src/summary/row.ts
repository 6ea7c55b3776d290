import { type Circle, wrap } from '../circular/circle.ts';
import { arcOfSorted } from '../circular/circular.ts';
import { directionOf, spreadOf } from '../circular/direction.ts';
import { spreadError } from '../circular/spread-error.ts';
import { activeDraws, activity, isPartial, lastActive } from '../draws/active.ts';
import { allFinite, isConstant, type Matrix, mapped, pooled } from '../draws/matrix.ts';
import { mean, variance } from '../draws/moments.ts';
import { ordered } from '../draws/order.ts';
import { quantileOfSorted } from '../draws/quantiles.ts';
import type { Workspace } from '../draws/workspace.ts';
import { intervalOfSorted } from '../intervals/hdi.ts';
import type { ParameterKind } from '../sources/kinds.ts';
import { type Convergence, convergenceOf } from './shared.ts';

/** Location and spread of one parameter. */
export type Location = {
  /** Mean; mean direction of an angle. */
  readonly mean: number;
  /** Standard deviation; circular standard deviation of an angle. */
  readonly sd: number;
  /** Median: of an integer, a value that was drawn; of an angle, that of the turn around the mean direction. */
  readonly median: number;
  /** Lower end of the highest-density interval; larger than `upper` where an arc contains the ends of the range. */
  readonly lower: number;
  /** Upper end of the highest-density interval. */
  readonly upper: number;
};

/** Fraction of draws in which a parameter is active, and its convergence. */
export type Activity = {
  /** Fraction of the draws in which the parameter is active. */
  readonly fraction: number;
  /** Effective sample size of that fraction. */
  readonly ess: number;
  /** R̂ of being active. */
  readonly rHat: number;
};

/** Summary of one parameter. Undefined numbers are NaN. */
export type SummaryRow = Location &
  Convergence & {
    /** Name of the parameter. */
    readonly parameter: string;
    /** Kind of the parameter. */
    readonly kind: ParameterKind['kind'];
    /** Of a parameter that is not always active: the other numbers are those of the draws in which it is. */
    readonly active?: Activity;
    /** Reason for numbers that are NaN. */
    readonly reason?: string;
  };

/** Fewest draws per chain that have all numbers. */
const FEWEST_DRAWS = 6;

/** Returns the summary of the draws of a parameter. */
export function rowOf(parameter: string, matrix: Matrix, kind: ParameterKind, options: RowOptions): SummaryRow {
  const row = isPartial(matrix) ? ofActive(matrix, kind, options) : ofDraws(matrix, matrix, kind, options);
  return { parameter, kind: kind.kind, ...row };
}

type RowOptions = { readonly probability: number; readonly workspace: Workspace };
type Numbers = Omit<SummaryRow, 'parameter' | 'kind'>;

// Of the draws in which a parameter is active each chain has another number: convergence is that of as many of the last ones of each.
function ofActive(matrix: Matrix, kind: ParameterKind, options: RowOptions): Numbers {
  const chains = activeDraws(matrix);
  const all = pooled(chains);
  const { rHat, essBulk } = convergenceOf(ordered(activity(matrix), options.workspace), options.workspace, true);
  return {
    ...ofDraws({ values: all, chains: 1, length: all.length }, lastActive(chains), kind, options),
    active: { fraction: all.length / matrix.values.length, ess: essBulk, rHat },
  };
}

function ofDraws(all: Matrix, even: Matrix, kind: ParameterKind, { probability, workspace }: RowOptions): Numbers {
  const reason = reasonOf(even);
  const because = reason === undefined ? {} : { reason };
  if (kind.kind === 'circular' && all.values.length > 0 && allFinite(all.values))
    return { ...ofAngles(all, even, kind.circle, { probability, workspace }), ...because };
  const draws = ordered(all, workspace);
  const isDiscrete = kind.kind === 'discrete';
  const location = located(draws.sorted, all.values, probability, isDiscrete);
  const converged = even === all ? draws : ordered(even, workspace);
  return { ...location, ...convergenceOf(converged, workspace, isDiscrete), ...because };
}

function located(sorted: Float64Array, values: Float64Array, probability: number, isDiscrete: boolean): Location {
  const [lower, upper] = intervalOfSorted(sorted, probability);
  const drawn = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  const median = isDiscrete ? drawn : quantileOfSorted(sorted, 0.5);
  return { mean: mean(values), sd: Math.sqrt(variance(values)), median, lower, upper };
}

// Angles are turned so that their mean direction is at 0, as far from the ends of the range as possible: there they are like real numbers.
function ofAngles(
  all: Matrix,
  even: Matrix,
  circle: Circle,
  { probability, workspace }: RowOptions,
): Location & Convergence {
  const direction = directionOf(all.values, circle);
  const half = (circle[1] - circle[0]) / 2;
  const turned = (x: number): number => wrap(x - direction.mean, [-half, half]);
  const draws = ordered(mapped(all, turned), workspace);
  const [lower, upper] = arcOfSorted(draws.sorted, probability, [-half, half]);
  const back = (x: number): number => wrap(x + direction.mean, circle);
  const location = {
    mean: direction.mean,
    sd: spreadOf(direction, circle),
    median: back(quantileOfSorted(draws.sorted, 0.5)),
    lower: back(lower),
    upper: back(upper),
  };
  const converged = even === all ? draws : ordered(mapped(even, turned), workspace);
  return { ...location, ...convergenceOf(converged, workspace, false), mcseSd: spreadError(even, direction, circle) };
}

function reasonOf({ values, length }: Matrix): string | undefined {
  if (length < FEWEST_DRAWS)
    return `${length} ${length === 1 ? 'draw' : 'draws'} per chain: at least ${FEWEST_DRAWS} are needed`;
  if (!allFinite(values)) return 'some draws are infinite';
  return isConstant(values) ? `all draws are ${values[0]}` : undefined;
}
