import { type Bounds, boundedEigenvector, eigenvector, evaluateLogDensity } from '@epsie/core';
import test from 'ava';
import { firstDifference } from '../helpers/first-difference.ts';
import { readGolden } from '../helpers/golden-json.ts';

type Matrix = readonly (readonly number[])[];
type Point = { readonly [parameter: string]: number };

// The reference uses the eigenvalue as the standard deviation; the tables have the values for its square root.
type Table = {
  readonly cov: Matrix;
  readonly rows: readonly {
    readonly ind: number;
    readonly dx: number;
    readonly logpdf_if_scale_is_sqrt_eigval: number;
  }[];
};

type BoundedTable = {
  readonly parameters: readonly string[];
  readonly boundaries: Bounds<string>;
  readonly cov: Matrix;
  readonly rows: readonly {
    readonly xi: Point;
    readonly givenx: Point;
    readonly logpdf_if_scale_is_sqrt_eigval: number;
  }[];
};

test('eigenvector: jumps along the eigenvectors of the covariance have a finite density', (t) => {
  const { cov: covariance, rows } = readGolden<Table>('log-density', 'eigenvector');
  const root = Math.SQRT1_2;
  const directions = [
    [root, -root],
    [root, root],
  ] as const;
  const proposal = eigenvector(['x', 'y'], { covariance });
  const actual = rows.map(({ ind, dx }) => {
    const [x, y] = directions[ind] as readonly [number, number];
    return evaluateLogDensity(proposal, { x: dx * x, y: dx * y }, { x: 0, y: 0 });
  });
  const expected = rows.map((row) => row.logpdf_if_scale_is_sqrt_eigval);
  t.is(firstDifference(actual, expected, 1e-9), undefined);
});

for (const name of ['bounded_eigenvector_2d', 'bounded_eigenvector_4d']) {
  test(`${name}: log densities are those of the reference`, (t) => {
    const { parameters, boundaries: bounds, cov: covariance, rows } = readGolden<BoundedTable>('log-density', name);
    const proposal = boundedEigenvector(parameters, { bounds, covariance });
    const actual = rows.map(({ xi, givenx }) => evaluateLogDensity(proposal, xi, givenx));
    const expected = rows.map((row) => row.logpdf_if_scale_is_sqrt_eigval);
    t.is(firstDifference(actual, expected, 1e-9), undefined);
  });
}

test('eigenvector: the log density is −Infinity off all directions', (t) => {
  const proposal = eigenvector(['x', 'y']);
  t.is(evaluateLogDensity(proposal, { x: 1, y: 1 }, { x: 0, y: 0 }), Number.NEGATIVE_INFINITY);
});
