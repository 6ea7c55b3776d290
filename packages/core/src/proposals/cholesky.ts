/** Pivots below this fraction of the largest variance count as zero. */
const TOLERANCE = 1e-12;

/**
 * The lower Cholesky factor L of a symmetric positive semi-definite matrix, A = L Lᵀ. A direction of zero variance gets
 * a column of zeros.
 *
 * @param matrix A, row-major, n × n
 * @param n number of rows
 * @param factor where L is written, row-major, n × n
 * @returns whether the matrix is positive semi-definite
 */
export function cholesky(matrix: ArrayLike<number>, n: number, factor: Float64Array): boolean {
  const zero = TOLERANCE * largestDiagonal(matrix, n);
  factor.fill(0);
  for (let j = 0; j < n; j++) {
    const pivot = (matrix[j * n + j] as number) - rowProduct(factor, n, j, j);
    if (!(pivot >= -zero)) return false;
    const root = pivot <= zero ? 0 : Math.sqrt(pivot);
    factor[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      const rest = (matrix[i * n + j] as number) - rowProduct(factor, n, i, j);
      if (root > 0) factor[i * n + j] = rest / root;
      // |A_ij| ≤ √(A_ii A_jj) for a semi-definite matrix: with no variance left there is no covariance either.
      else if (Math.abs(rest) > Math.sqrt(zero * (matrix[i * n + i] as number)) + zero) return false;
    }
  }
  return true;
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

function largestDiagonal(matrix: ArrayLike<number>, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(matrix[i * n + i] as number));
  return largest;
}
