import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { symmetricEigen } from '#src/math/symmetric-eigen.js';

/** Largest residual |A e − λ e| in units of the largest eigenvalue, and largest deviation of the vectors from orthonormal. */
function errorsOf(matrix: Float64Array, values: Float64Array, vectors: Float64Array): readonly [number, number] {
  const n = values.length;
  let residual = 0;
  let skew = 0;
  const row = (i: number): Float64Array => vectors.subarray(i * n, (i + 1) * n);
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, k) => sum + x * (b[k] as number), 0);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const product = dot(matrix.subarray(i * n, (i + 1) * n), row(j));
      residual = Math.max(residual, Math.abs(product - (values[j] as number) * (row(j)[i] as number)));
      skew = Math.max(skew, Math.abs(dot(row(i), row(j)) - (i === j ? 1 : 0)));
    }
  }
  return [residual / Math.max(...values.map(Math.abs), Number.MIN_VALUE), skew];
}

function decompose(rows: readonly (readonly number[])[]): readonly [Float64Array, Float64Array, Float64Array] {
  const n = rows.length;
  const matrix = Float64Array.from(rows.flat());
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  symmetricEigen(matrix.slice(), values, vectors);
  return [matrix, values, vectors];
}

function randomCovariance(n: number, rank: number, seed: number): number[][] {
  const random = new Random(createBitGenerator(seed));
  const factor = Array.from({ length: n }, () => Array.from({ length: rank }, () => random.standardNormal()));
  return factor.map((a) => factor.map((b) => a.reduce((sum, x, k) => sum + x * (b[k] as number), 0)));
}

for (const n of [1, 2, 3, 5, 15, 50]) {
  test(`eigenvectors are orthonormal and have small residuals in ${n} dimensions`, (t) => {
    const [matrix, values, vectors] = decompose(randomCovariance(n, n, n));
    const [residual, skew] = errorsOf(matrix, values, vectors);
    t.true(residual < 1e-13 && skew < 1e-13, `${residual}, ${skew}`);
    t.deepEqual(values, values.slice().sort());
  });
}

test('a matrix of rank 2 in 6 dimensions has eigenvalues 0', (t) => {
  const [matrix, values, vectors] = decompose(randomCovariance(6, 2, 9));
  const [residual, skew] = errorsOf(matrix, values, vectors);
  t.true(residual < 1e-13 && skew < 1e-13);
  t.true(values.slice(0, 4).every((value) => Math.abs(value) < 1e-13 * (values[5] as number)));
});

test('accepts a matrix of zeros, and equal eigenvalues', (t) => {
  t.deepEqual(
    decompose([
      [0, 0],
      [0, 0],
    ])[1],
    Float64Array.of(0, 0),
  );
  const [matrix, values, vectors] = decompose([
    [2, 0, 0],
    [0, 1.5, 0.5],
    [0, 0.5, 1.5],
  ]);
  t.true(errorsOf(matrix, values, vectors)[0] < 1e-15);
  t.true(Math.abs((values[1] as number) - 2) < 1e-15 && Math.abs((values[2] as number) - 2) < 1e-15);
});

test('small eigenvalues of a graded matrix keep their digits', (t) => {
  // D C D with D from 1 down to 10⁻⁶: the determinant is known.
  const scales = [1, 1e-3, 1e-6];
  const correlation = [
    [1, 0.5, 0.2],
    [0.5, 1, 0.3],
    [0.2, 0.3, 1],
  ];
  const [, values] = decompose(
    correlation.map((row, i) => row.map((c, j) => c * (scales[i] as number) * (scales[j] as number))),
  );
  const determinant = (1 + 2 * 0.5 * 0.2 * 0.3 - 0.25 - 0.04 - 0.09) * 1e-18;
  const product = values.reduce((p, value) => p * value, 1);
  t.true(Math.abs(product / determinant - 1) < 1e-12, String(product / determinant - 1));
});

test('the largest component of every eigenvector is positive', (t) => {
  const [, values, vectors] = decompose(randomCovariance(8, 8, 3));
  for (let j = 0; j < values.length; j++) {
    const row = Array.from(vectors.subarray(j * 8, (j + 1) * 8));
    t.true(Math.max(...row) >= Math.abs(Math.min(...row)));
  }
});
