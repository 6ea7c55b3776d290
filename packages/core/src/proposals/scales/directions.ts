import { expectBoolean, expected } from '../../checks/validate.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import { type Adaptation, learnerOf, resolveAdaptation, ruleOf } from '../adaptation/registry.ts';
import type { AdaptiveScale } from '../adaptation/rule.ts';
import { resolveJumpOptions } from '../jump-options.ts';
import type { JumpOptions, ProposalSpec } from '../spec.ts';
import { copyDirections, findDirections } from './principal-directions.ts';
import {
  type Covariance,
  type DirectionScale,
  expectVariance,
  fullScale,
  normaliseCovariance,
  type SingularOption,
  type Units,
} from './scale.ts';

/** Options of the proposals that move along one eigenvector of a covariance at a time. */
export type DirectionOptions = JumpOptions &
  SingularOption & {
    /** Covariance whose eigenvectors are the directions: one variance for all, one each, or a matrix in the order of the parameters. Default 1. */
    readonly covariance?: Covariance;
    /** Rate at which the probabilities of the directions are shuffled before one is chosen, from 0 to 1. Default 0.33. */
    readonly shuffleRate?: number;
    /**
     * Units in which the directions are eigenvectors. `'standard'`: every parameter divided by its standard deviation in the
     * covariance, so that the units of the parameters do not matter. `'raw'`: the parameters as they are, as in Python EPSIE.
     * Default `'standard'` where the proposal adapts, `'raw'` where it does not or adapts with `initialMean: 'origin'`.
     */
    readonly units?: Units;
    /** Rule by which the proposal learns its directions: {@link andrieuThoms}. Default: none. */
    readonly adaptation?: Adaptation;
  };

/** Names of the options in {@link DirectionOptions}. */
export const DIRECTION_OPTIONS = ['covariance', 'singular', 'shuffleRate', 'units', 'adaptation'] as const;

/** The members that the proposals along directions have in common as plain data. */
export type DirectionSpec = {
  /** Variances, or the rows of a matrix. */
  readonly covariance?: readonly number[] | readonly (readonly number[])[];
  /** Set where the covariance is singular on purpose. */
  readonly singular?: true;
  /** Rate at which the probabilities of the directions are shuffled. */
  readonly shuffleRate: number;
  /** Units in which the directions are eigenvectors. */
  readonly units: Units;
  /** Rule by which it adapts. */
  readonly adaptation?: Adaptation;
};

/** Checks {@link DirectionOptions}. */
export function resolveDirections(
  owner: string,
  names: readonly string[],
  options: DirectionOptions,
): DirectionSpec & Omit<ProposalSpec, 'kind' | 'parameters'> {
  const { shuffleRate = 0.33 } = options;
  const covariance = normaliseCovariance(options.covariance, names.length);
  const singular = expectBoolean('singular', options.singular ?? false);
  expectVariance(covariance, singular, options.covariance);
  if (covariance?.flat().every((value) => value === 0))
    throw rangeError(expected('covariance', 'at least one variance above 0', options.covariance));
  if (typeof shuffleRate !== 'number') throw typeError(expected('shuffleRate', 'a number from 0 to 1', shuffleRate));
  if (!(shuffleRate >= 0 && shuffleRate <= 1))
    throw rangeError(expected('shuffleRate', 'a number from 0 to 1', shuffleRate));
  const adaptation = resolveAdaptation(
    { adaptation: options.adaptation },
    { owner, scales: ['direction'], parameters: names },
  );
  return {
    shuffleRate,
    units: expectUnits(options.units ?? defaultUnits(adaptation)),
    ...(covariance === undefined ? {} : { covariance }),
    ...(singular ? { singular } : {}),
    ...(adaptation === undefined ? {} : { adaptation }),
    ...resolveJumpOptions(owner, options, adaptation),
  };
}

function defaultUnits(adaptation: Adaptation | undefined): Units {
  if (adaptation === undefined) return 'raw';
  return ruleOf(adaptation).units?.(adaptation) ?? 'standard';
}

function expectUnits(units: Units): Units {
  if (units === 'standard' || units === 'raw') return units;
  throw typeError(expected('units', "'standard' or 'raw'", units));
}

/**
 * Returns the adaptive part of a kernel that moves along directions.
 *
 * @param widths widths of the box that truncates a jump; undefined where nothing does
 */
export function directionScale(
  { kind, parameters, covariance, units, adaptation }: DirectionSpec & ProposalSpec,
  widths?: readonly number[],
): AdaptiveScale<DirectionScale> {
  const n = parameters.length;
  const matrix = fullScale(covariance, n).covariance;
  const scale = {
    units: new Float64Array(n),
    eigenvalues: new Float64Array(n),
    eigenvectors: new Float64Array(n * n),
  };
  findDirections(matrix, units, new Float64Array(n * n), scale);
  if (adaptation === undefined) return { initial: () => copyDirections(scale) };
  const facts = { covariance: matrix, units, ...(widths && { widths }) };
  return learnerOf(adaptation, 'direction', kind)(adaptation, scale, facts);
}

/** Rounding that a jump along a direction may show in a coordinate, relative to its length and to the coordinates themselves. */
const LENGTH_TOLERANCE = 1e-6;
const COORDINATE_TOLERANCE = 1e-14;

/**
 * Returns the direction that leads from one point to another; −1 where none does. A direction leads there if the jump, projected
 * on it, leaves nothing but rounding in any coordinate.
 */
export function directionOf(to: Float64Array, from: Float64Array, scale: DirectionScale): number {
  const { units, eigenvalues, eigenvectors } = scale;
  const n = eigenvalues.length;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < n; j++) {
    if (!((eigenvalues[j] as number) > 0)) continue;
    const t = lengthAlong(to, from, scale, j);
    let excess = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      const x = (from[i] as number) / (units[i] as number);
      const y = (to[i] as number) / (units[i] as number);
      const rest = Math.abs(y - x - t * (eigenvectors[j * n + i] as number));
      excess = Math.max(
        excess,
        rest - LENGTH_TOLERANCE * Math.abs(t) - COORDINATE_TOLERANCE * (Math.abs(x) + Math.abs(y)),
      );
    }
    if (excess <= 0 && excess < least) {
      best = j;
      least = excess;
    }
  }
  return best;
}

/** Returns the length of a jump along direction j, in the units of the scale. */
export function lengthAlong(
  to: Float64Array,
  from: Float64Array,
  { units, eigenvectors }: DirectionScale,
  j: number,
): number {
  const n = to.length;
  let t = 0;
  for (let i = 0; i < n; i++)
    t += (eigenvectors[j * n + i] as number) * (((to[i] as number) - (from[i] as number)) / (units[i] as number));
  return t;
}
