import test from 'ava';
import { cholesky, multiplyLower } from '#src/math/cholesky.js';

/** L Lᵀ, row-major. */
function product(factor: Float64Array, n: number): number[] {
  const row = (i: number) => factor.subarray(i * n, (i + 1) * n);
  return Array.from({ length: n * n }, (_, at) => {
    const other = row(at % n);
    return row(Math.floor(at / n)).reduce((sum, value, k) => sum + value * (other[k] as number), 0);
  });
}

function factorOf(matrix: readonly number[]): {
  readonly factor: Float64Array;
  readonly rank: number;
  readonly ok: boolean;
} {
  const factor = new Float64Array(matrix.length).fill(7);
  const rank = cholesky(matrix, Math.sqrt(matrix.length), factor);
  return { factor, rank, ok: rank >= 0 };
}

/** Returns the matrix with the units of parameter i multiplied by 2^−exponents[i]. */
const rescaled = (matrix: readonly number[], exponents: readonly number[]): number[] =>
  matrix.map((value, at) => {
    const n = exponents.length;
    return value * 2 ** ((exponents[Math.floor(at / n)] as number) + (exponents[at % n] as number));
  });

test('a factor of integers is exact', (t) => {
  const { factor, ok } = factorOf([4, 12, -16, 12, 37, -43, -16, -43, 98]);
  t.true(ok);
  t.deepEqual([...factor], [2, 0, 0, 6, 1, 0, -8, 5, 3]);
});

test('L times its transpose is the matrix', (t) => {
  const hilbert = Array.from({ length: 25 }, (_, at) => 1 / (Math.floor(at / 5) + (at % 5) + 1));
  const { factor, ok } = factorOf(hilbert);
  t.true(ok);
  for (const [at, value] of product(factor, 5).entries()) {
    t.true(Math.abs(value - (hilbert[at] as number)) <= 1e-15, `element ${at}`);
  }
});

test('the factor of a semi-definite matrix has columns of zeros', (t) => {
  t.deepEqual([...factorOf([4, 2, 0, 2, 1, 0, 0, 0, 9]).factor], [2, 0, 0, 1, 0, 0, 0, 0, 3]);
  t.deepEqual([...factorOf([0, 0, 0, 0]).factor], [0, 0, 0, 0]);
  t.deepEqual([...factorOf([0, 0, 0, 5]).factor.map((x) => x * x)].map(Math.round), [0, 0, 0, 5]);
});

test('rounding errors of a semi-definite matrix are treated as zero at any scale', (t) => {
  const v = [0.1, 0.7, -1.3, 2.9];
  for (const scale of [1e-12, 1, 1e12]) {
    const rankOne = v.flatMap((a) => v.map((b) => a * b * scale));
    const { factor, ok } = factorOf(rankOne);
    t.true(ok, `scale ${scale}`);
    for (const [at, value] of product(factor, 4).entries()) {
      t.true(Math.abs(value - (rankOne[at] as number)) <= 1e-11 * scale, `element ${at} at scale ${scale}`);
    }
  }
});

test('the factor of rescaled parameters is bit-identical to the rescaled factor', (t) => {
  const matrix = [1, 0.6, 0.3, 0.6, 1, -0.2, 0.3, -0.2, 2];
  for (const exponents of [
    [-70, 0, 40],
    [-25, -25, 0],
    [0, 300, -300],
  ]) {
    const expected = factorOf(matrix).factor.map((value, at) => value * 2 ** (exponents[Math.floor(at / 3)] as number));
    t.deepEqual(factorOf(rescaled(matrix, exponents)).factor, expected);
  }
});

test('a variance of 10⁻⁴⁶ beside one of 10¹⁸ keeps its pivot', (t) => {
  t.deepEqual([...factorOf([1e-46, 0, 0, 1e18]).factor], [Math.sqrt(1e-46), 0, 0, 1e9]);
});

test('a correlation of 1 − 10⁻¹⁰ is regular; one that a double cannot distinguish from 1 is singular', (t) => {
  const matrix = (rho: number) => rescaled([1, rho, rho, 1], [-70, 30]);
  t.is(factorOf(matrix(1 - 1e-10)).rank, 2);
  t.is(factorOf(matrix(1 - 1e-14)).rank, 2);
  t.is(factorOf(matrix(1 - 2 ** -53)).rank, 1);
});

test('the rank is the number of directions with a variance', (t) => {
  t.is(factorOf([4, 2, 0, 2, 1, 0, 0, 0, 9]).rank, 2);
  t.is(factorOf([0, 0, 0, 0]).rank, 0);
});

test('a matrix that is not semi-definite is rejected', (t) => {
  t.false(factorOf([1, 2, 2, 1]).ok);
  t.false(factorOf([-1]).ok);
  t.false(factorOf([1, 0, 0, -1e-6]).ok);
  t.false(factorOf([0, 1, 1, 1]).ok);
  t.false(factorOf([1, 0, 0, 0, 0, 0.1, 0, 0.1, 0]).ok);
  t.false(factorOf([Number.NaN]).ok);
});

test('multiplyLower ignores the upper triangle', (t) => {
  const out = new Float64Array(2);
  multiplyLower(Float64Array.of(2, 99, 6, 1), Float64Array.of(0.5, -1), out);
  t.deepEqual([...out], [1, 2]);
});
