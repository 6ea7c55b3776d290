import { log } from '../../math/elementary.ts';
import { at, triangleSize } from './triangle.ts';

/**
 * Knowledge of an {@link adaptiveMixture} about its target, from the chain's past. Plain data, owned by one level of a chain.
 *
 * Lengths "in units of the factor" are those of L⁻¹(x − mean), in which the learned covariance L Lᵀ is the unit matrix.
 */
export type MixtureState = {
  /** Learned mean; NaN before the first step. */
  readonly mean: Float64Array;
  /** Lower Cholesky factor L of the learned covariance: a triangle, row by row. */
  readonly factor: Float64Array;
  /** Past points in units of the factor, row by row: capacity × parameters. They change only between two windows. */
  readonly points: Float64Array;
  /** Points that were among them, with those that later ones replaced. */
  recorded: number;
  /** Points of the present window, which will be among them when it ends: a fourth as many. */
  readonly waiting: Float64Array;
  /** Number of these so far. */
  waited: number;
  /** Steps to the next record. */
  wait: number;
  /** Log of the standard deviation of moves of one parameter, for each, in units of that of the first jumps. */
  readonly logScales: Float64Array;
  /** Number of moves of each parameter alone. */
  readonly tries: Float64Array;
  /** Log of the factor on L for moves of all parameters. */
  logScale: number;
  /** Number of moves by it. */
  walks: number;
  /** Sum of the positions of the present window, relative to `mean`. */
  readonly sums: Float64Array;
  /** Sums of products of two parameters in the present window, relative to its running mean: a triangle, row by row. */
  readonly products: Float64Array;
  /** Sums of the squared changes of each parameter in the present window. */
  readonly changes: Float64Array;
  /** The last position. */
  readonly latest: Float64Array;
  /** Steps of the present window at the last position, which are not in its sums yet. */
  held: number;
  /** Steps in its sums. */
  added: number;
  /** Steps in the present window so far. */
  inWindow: number;
  /** Steps after which it ends. */
  windowLength: number;
  /** Windows whose covariance was learned. */
  windows: number;
  /** Weight of the last window in the learned correlations, in [0, 1): it is near 1 once they can be trusted. */
  trust: number;
  /** Number of independent draws in the present window. */
  draws: number;
  /** Sum of their acceptance ratios. */
  drawRatios: number;
  /** Mean acceptance ratio of the independent draws in the last window. */
  drawRate: number;
  /** Note of the last jump to its `logRatio` and `adapt`: which move it was. */
  move: number;
  /** Note of a move of one parameter: its index. Of an independent draw: the first of the past points that it is from. */
  index: number;
  /** Note of a snooker move: the factor by which it stretched the distance to its archive point; 0 where the jump is refused. */
  stretch: number;
  /** Note of an independent draw: the log of the learned density there, but for a constant. */
  logDensity: number;
};

/** Steps in the first window, for each parameter. */
const FIRST_WINDOW = 10;

/**
 * Creates the state before the first step.
 *
 * @param rows lower Cholesky factor of the covariance of the first jumps, row-major, n × n
 */
export function initialState(rows: Float64Array, n: number, capacity: number): MixtureState {
  const factor = new Float64Array(triangleSize(n));
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) factor[at(i, j)] = rows[i * n + j] as number;
  return {
    mean: new Float64Array(n).fill(Number.NaN),
    factor,
    points: new Float64Array(capacity * n),
    recorded: 0,
    waiting: new Float64Array(Math.ceil(capacity / 4) * n),
    waited: 0,
    wait: 1,
    logScales: new Float64Array(n),
    tries: new Float64Array(n),
    logScale: usualLogScale(n),
    walks: 0,
    sums: new Float64Array(n),
    products: new Float64Array(triangleSize(n)),
    changes: new Float64Array(n),
    latest: new Float64Array(n),
    held: 0,
    added: 0,
    inWindow: 0,
    windowLength: FIRST_WINDOW * n,
    windows: 0,
    trust: 0,
    draws: 0,
    drawRatios: 0,
    drawRate: 0,
    move: 0,
    index: 0,
    stretch: 1,
    logDensity: 0,
  };
}

/** Log of 2.38/√n, the best scale for jumps with the covariance of a normal target (Roberts, Gelman & Gilks 1997, Ann. Appl. Probab. 7, 110). */
export const usualLogScale = (n: number): number => log(2.38 / Math.sqrt(n));

/** Returns the number of past points to jump by. */
export const sizeOf = ({ points, mean, recorded }: MixtureState): number =>
  Math.min(recorded, points.length / mean.length);
