import { expectBoolean, expected } from '../checks/validate.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import type { Random } from '../random/random.ts';
import { andrieuThomsDirections } from './adaptation/andrieu-thoms-directions.ts';
import type { Rule } from './adaptation/rule.ts';
import { resolveJumpOptions, resolveOwnAdaptation } from './jump-options.ts';
import { copyDirections, findDirections } from './principal-directions.ts';
import {
  type Covariance,
  type DirectionScale,
  expectVariance,
  fullScale,
  normaliseCovariance,
  type SingularOption,
} from './scale.ts';
import type { Adaptation, EigenvectorProposal, JumpOptions, Units } from './spec.ts';

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

type Directional = Pick<EigenvectorProposal<string>, 'parameters' | 'covariance' | 'units' | 'adaptation'>;

/** Checks {@link DirectionOptions}. */
export function resolveDirections(
  owner: string,
  names: readonly string[],
  options: DirectionOptions,
): Omit<EigenvectorProposal<string>, 'kind' | 'parameters'> {
  const { shuffleRate = 0.33 } = options;
  const covariance = normaliseCovariance(options.covariance, names.length);
  const singular = expectBoolean('singular', options.singular ?? false);
  expectVariance(covariance, singular, options.covariance);
  if (covariance?.flat().every((value) => value === 0))
    throw rangeError(expected('covariance', 'at least one variance above 0', options.covariance));
  if (typeof shuffleRate !== 'number') throw typeError(expected('shuffleRate', 'a number from 0 to 1', shuffleRate));
  if (!(shuffleRate >= 0 && shuffleRate <= 1))
    throw rangeError(expected('shuffleRate', 'a number from 0 to 1', shuffleRate));
  const adaptation = resolveOwnAdaptation(owner, options);
  return {
    shuffleRate,
    units: expectUnits(options.units ?? (adaptation?.initialMean === 'start' ? 'standard' : 'raw')),
    ...(covariance === undefined ? {} : { covariance }),
    ...(singular ? { singular } : {}),
    ...(adaptation === undefined ? {} : { adaptation }),
    ...resolveJumpOptions(owner, options, adaptation),
  };
}

function expectUnits(units: Units): Units {
  if (units === 'standard' || units === 'raw') return units;
  throw typeError(expected('units', "'standard' or 'raw'", units));
}

/**
 * The rule that keeps or learns the directions.
 *
 * @param widths widths of the box that truncates a jump; undefined where nothing does
 */
export function directionRule(
  { covariance, parameters, units, adaptation }: Directional,
  widths?: readonly number[],
): Rule<DirectionScale> {
  const n = parameters.length;
  const matrix = fullScale(covariance, n).covariance;
  const scale = {
    units: new Float64Array(n),
    eigenvalues: new Float64Array(n),
    eigenvectors: new Float64Array(n * n),
  };
  findDirections(matrix, units, new Float64Array(n * n), scale);
  if (adaptation !== undefined)
    return andrieuThomsDirections(adaptation, units, matrix, scale, widths) as Rule<DirectionScale>;
  return { initial: () => copyDirections(scale) };
}

/** Draws directions, with memory of its own to work in. */
export class DirectionPicker {
  readonly #weights: Float64Array;
  readonly #nonZero: Float64Array;
  readonly #shuffleRate: number;

  /** @param n number of directions */
  constructor(n: number, shuffleRate: number) {
    this.#weights = new Float64Array(n);
    this.#nonZero = new Float64Array(n);
    this.#shuffleRate = shuffleRate;
  }

  /** Chooses a direction with a probability proportional to its eigenvalue, or to that of another after a shuffle. */
  pick(eigenvalues: Float64Array, random: Random): number {
    const n = eigenvalues.length;
    const shuffled = random.random() < this.#shuffleRate;
    const weights = shuffled ? this.#shuffle(eigenvalues, random) : eigenvalues;
    let total = 0;
    for (let i = 0; i < n; i++) total += weights[i] as number;
    const u = random.random();
    let cumulative = 0;
    for (let i = 0; i < n; i++) {
      cumulative += weights[i] as number;
      if (cumulative / total > u) return i;
    }
    return n - 1;
  }

  #shuffle(eigenvalues: Float64Array, random: Random): Float64Array {
    const weights = this.#weights;
    const nonZero = this.#nonZero;
    let count = 0;
    for (let i = 0; i < eigenvalues.length; i++) {
      if ((eigenvalues[i] as number) > 0) nonZero[count++] = eigenvalues[i] as number;
    }
    random.shuffle(count === nonZero.length ? nonZero : nonZero.subarray(0, count));
    let next = 0;
    for (let i = 0; i < eigenvalues.length; i++)
      weights[i] = (eigenvalues[i] as number) > 0 ? (nonZero[next++] as number) : 0;
    return weights;
  }
}

/** How far the coordinates of a jump may be from a multiple of its direction: relative to the jump, and to the points. */
const [OF_JUMP, OF_POINTS] = [1e-6, 1e-14];

/** The direction that leads from one point to another; −1 where none does. */
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
      excess = Math.max(excess, rest - OF_JUMP * Math.abs(t) - OF_POINTS * (Math.abs(x) + Math.abs(y)));
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
