const MAX_SWEEPS = 50;

/**
 * Computes the eigenvalues, ascending, and orthonormal eigenvectors of a symmetric matrix by Jacobi's rotations (Golub & Van Loan,
 * *Matrix Computations*, §8.5). The largest component of every eigenvector is positive.
 *
 * @param matrix A, row-major, n × n; it is overwritten
 * @param values array that the n eigenvalues are written to
 * @param vectors array that the eigenvectors are written to, one in each row
 */
export function symmetricEigen(matrix: Float64Array, values: Float64Array, vectors: Float64Array): void {
  const n = values.length;
  vectors.fill(0);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS && rotateAll(matrix, vectors, n); sweep++);
  for (let i = 0; i < n; i++) values[i] = matrix[i * n + i] as number;
  sort(values, vectors);
  for (let i = 0; i < n; i++) orient(vectors, i * n, n);
}

/** Makes one sweep over all pairs. Returns whether any was left to rotate. */
function rotateAll(a: Float64Array, vectors: Float64Array, n: number): boolean {
  let rotated = false;
  for (let p = 0; p < n - 1; p++) {
    for (let q = p + 1; q < n; q++) {
      const apq = a[p * n + q] as number;
      const rootP = Math.sqrt(Math.abs(a[p * n + p] as number));
      const rootQ = Math.sqrt(Math.abs(a[q * n + q] as number));
      // Relative to both diagonal elements, so that small eigenvalues of graded matrices keep their digits. (By their roots: the
      // product of two variances may overflow or underflow.)
      if (!(Math.abs(apq) > Number.EPSILON * rootP * rootQ && apq !== 0)) continue;
      rotate(a, vectors, n, p, q);
      rotated = true;
    }
  }
  return rotated;
}

function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q] as number;
  const theta = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * apq);
  const root = Math.abs(theta) > 1e150 ? Math.abs(theta) : Math.sqrt(theta * theta + 1);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + root);
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  a[p * n + p] = (a[p * n + p] as number) - t * apq;
  a[q * n + q] = (a[q * n + q] as number) + t * apq;
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const akp = a[k * n + p] as number;
      const akq = a[k * n + q] as number;
      const newP = c * akp - s * akq;
      const newQ = s * akp + c * akq;
      a[k * n + p] = newP;
      a[p * n + k] = newP;
      a[k * n + q] = newQ;
      a[q * n + k] = newQ;
    }
    const vp = vectors[p * n + k] as number;
    const vq = vectors[q * n + k] as number;
    vectors[p * n + k] = c * vp - s * vq;
    vectors[q * n + k] = s * vp + c * vq;
  }
}

// By insertion: n is small, and the values are nearly sorted from the time before.
function sort(values: Float64Array, vectors: Float64Array): void {
  const n = values.length;
  for (let i = 1; i < n; i++) {
    for (let j = i; j > 0 && (values[j] as number) < (values[j - 1] as number); j--) {
      [values[j - 1], values[j]] = [values[j] as number, values[j - 1] as number];
      for (let k = 0; k < n; k++) {
        const above = vectors[(j - 1) * n + k] as number;
        vectors[(j - 1) * n + k] = vectors[j * n + k] as number;
        vectors[j * n + k] = above;
      }
    }
  }
}

function orient(vectors: Float64Array, offset: number, n: number): void {
  let largest = 0;
  for (let k = 0; k < n; k++) {
    const component = vectors[offset + k] as number;
    if (Math.abs(component) > Math.abs(largest)) largest = component;
  }
  if (largest >= 0) return;
  for (let k = 0; k < n; k++) vectors[offset + k] = -(vectors[offset + k] as number);
}
