import { type Bounds, type Evaluation, type ModelFunction, normal } from '@epsie/core';
import { moments, type Quantity } from './posterior.ts';

/** A density in a box with its exact moments. */
export type Target = {
  readonly model: ModelFunction<string>;
  readonly start: { readonly [parameter: string]: number };
  readonly bounds: Bounds<string>;
  readonly exact: readonly Quantity[];
};

const OUTSIDE: Evaluation = { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: Number.NaN };

function target<const P extends string>(
  bounds: Bounds<P>,
  exact: readonly Quantity[],
  model: ModelFunction<P>,
): Target {
  const ranges = Object.entries(bounds) as [P, readonly [number, number]][];
  const start = Object.fromEntries(ranges.map(([name, [lower, upper]]) => [name, (lower + upper) / 2]));
  return { model: model as ModelFunction<string>, start, bounds, exact };
}

/** The test model of Python EPSIE: N((2, 5), diag(1, 2²)) in a uniform box, whose bounds are 17 and more σ away. */
export const gaussian2d: Target = target(
  { x: [-20, 20], y: [-40, 40] },
  moments(
    ['x', 'y'],
    [2, 5],
    [
      [1, 0],
      [0, 4],
    ],
  ),
  ({ x, y }) => {
    if (Math.abs(x) > 20 || Math.abs(y) > 40) return OUTSIDE;
    return { logPrior: 0, logLikelihood: -0.5 * ((x - 2) ** 2 + ((y - 5) / 2) ** 2) };
  },
);

/** Covariance of {@link gaussian5d}. */
export const COVARIANCE_5D: number[][] = [
  [1, 1.2, 0.1, 0, -0.9],
  [1.2, 4, 0.1, 0.6, 0],
  [0.1, 0.1, 0.25, -0.3, 0.375],
  [0, 0.6, -0.3, 2.25, 0.45],
  [-0.9, 0, 0.375, 0.45, 9],
];

const PRECISION_5D = [
  [2.000292825769, -0.572474377745, -0.961639824305, -0.023816495852, 0.241288433382],
  [-0.572474377745, 0.437408491947, 0.005856515373, -0.10541727672, -0.052220595412],
  [-0.961639824305, 0.005856515373, 6.025183016105, 0.880039043436, -0.39121522694],
  [-0.023816495852, -0.10541727672, 0.880039043436, 0.6037416626, -0.069237026192],
  [0.241288433382, -0.052220595412, -0.39121522694, -0.069237026192, 0.155002440215],
];

const FIVE = ['y0', 'y1', 'y2', 'y3', 'y4'];
const WIDE = [-30, 30] as const;
const offsets = new Float64Array(5);

/** The model `gauss5` of the golden chains: correlated, in a box whose bounds are 9.8 and more σ away. */
export const gaussian5d: Target = target(
  { y0: WIDE, y1: WIDE, y2: WIDE, y3: WIDE, y4: WIDE },
  moments(FIVE, [0, 1, -1, 2, 0.5], COVARIANCE_5D),
  ({ y0, y1, y2, y3, y4 }) => {
    if (Math.max(Math.abs(y0), Math.abs(y1), Math.abs(y2), Math.abs(y3), Math.abs(y4)) > 30) return OUTSIDE;
    offsets[0] = y0;
    offsets[1] = y1 - 1;
    offsets[2] = y2 + 1;
    offsets[3] = y3 - 2;
    offsets[4] = y4 - 0.5;
    return { logPrior: 0, logLikelihood: -0.5 * quadraticForm(PRECISION_5D, offsets) };
  },
);

/**
 * Normals of mean 0, variance 1 and correlation 0.8, cut by a box that holds a small part of them. Moments by quadrature
 * (mpmath, 20 digits).
 */
export const truncated2d: Target = target(
  { x: [0, 2], y: [-1, 0.5] },
  moments(
    ['x', 'y'],
    [0.4879631173575157, -0.00862928124988623],
    [
      [0.140024927552005, 0.0343726893660328],
      [0.0343726893660328, 0.129461227718196],
    ],
  ),
  ({ x, y }) => {
    if (x < 0 || x > 2 || y < -1 || y > 0.5) return OUTSIDE;
    return { logPrior: 0, logLikelihood: -(x * x - 1.6 * x * y + y * y) / 0.72 };
  },
);

/** A normal of mean 3 and σ 2 on [−1, 1], all of it in the lower tail. Moments by quadrature (mpmath, 20 digits). */
export const tail: Target = target(
  { x: [-1, 1] },
  moments(['x'], [0.2336619067368945], [[0.290971544402405]]),
  ({ x }) => (Math.abs(x) > 1 ? OUTSIDE : { logPrior: 0, logLikelihood: -((x - 3) ** 2) / 8 }),
);

/** 2.38²/d times the covariance: the best normal jump for {@link gaussian5d} (Roberts, Gelman & Gilks 1997). */
export const optimal5d = normal(FIVE, {
  covariance: COVARIANCE_5D.map((row) => row.map((value) => (value * 2.38 ** 2) / 5)),
});

function quadraticForm(matrix: readonly number[][], x: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    const row = matrix[i] as number[];
    let product = 0;
    for (let j = 0; j < x.length; j++) product += (row[j] as number) * (x[j] as number);
    total += (x[i] as number) * product;
  }
  return total;
}
