/**
 * Pivots below this fraction of their own variance, per row, are lost to rounding (Higham, *Accuracy and
 * Stability of Numerical Algorithms*, §10.1), and count as zero.
 */
const ROUNDING = 4 * Number.EPSILON;

/** Fraction of its own variance by which a pivot of a semi-definite matrix may be negative: the error of the computation that it is from. */
const GIVEN_ERROR = 1e-12;

/**
 * Computes the lower Cholesky factor L of a symmetric positive semi-definite matrix, A = L Lᵀ. A direction of zero variance
 * gets a column of zeros.
 *
 * Every tolerance is relative to the variance of its own row, so units do not matter: with a parameter rescaled by a power of
 * two, its row of L is bitwise the rescaled one.
 *
 * @param matrix A, row-major, n × n
 * @param n number of rows
 * @param factor array that L is written to, row-major, n × n; partly written where the matrix is not positive semi-definite
 * @returns the rank of A, or −1 if it is not positive semi-definite
 */
export function cholesky(matrix: ArrayLike<number>, n: number, factor: Float64Array): number {
  let rank = 0;
  factor.fill(0);
  for (let j = 0; j < n; j++) {
    const variance = matrix[j * n + j] as number;
    const pivot = variance - rowProduct(factor, n, j, j);
    if (!(pivot >= -GIVEN_ERROR * variance)) return -1;
    const root = pivot <= n * ROUNDING * variance ? 0 : Math.sqrt(pivot);
    if (root > 0) rank++;
    factor[j * n + j] = root;
    const rootOfError = Math.sqrt(GIVEN_ERROR * variance);
    for (let i = j + 1; i < n; i++) {
      const rest = (matrix[i * n + j] as number) - rowProduct(factor, n, i, j);
      if (root > 0) factor[i * n + j] = rest / root;
      // |A_ij| ≤ √(A_ii A_jj) for a semi-definite matrix: with no variance left there is no covariance either.
      else if (!(Math.abs(rest) <= rootOfError * Math.sqrt(matrix[i * n + i] as number))) return -1;
    }
  }
  return rank;
}

/** Writes L z into `out`. */
export function multiplyLower(factor: Float64Array, z: Float64Array, out: Float64Array): void {
  const n = z.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += (factor[i * n + j] as number) * (z[j] as number);
    out[i] = sum;
  }
}

function rowProduct(factor: Float64Array, n: number, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < j; k++) sum += (factor[i * n + k] as number) * (factor[j * n + k] as number);
  return sum;
}
