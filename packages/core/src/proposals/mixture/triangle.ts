/** Index of row i and column j ≤ i in a lower triangle that is stored row by row. */
export const at = (i: number, j: number): number => (i * (i + 1)) / 2 + j;

/** Returns the number of entries in a lower triangle of n rows. */
export const triangleSize = (n: number): number => (n * (n + 1)) / 2;

/** Writes base + factor · L z, where L is a lower triangle. */
export function addLower(
  base: Float64Array,
  triangle: Float64Array,
  z: Float64Array,
  factor: number,
  out: Float64Array,
): void {
  for (let i = 0, k = 0; i < z.length; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++, k++) sum += (triangle[k] as number) * (z[j] as number);
    out[i] = (base[i] as number) + factor * sum;
  }
}

/** Solves L z = x in place, where L is a lower triangle. */
export function solveLower(triangle: Float64Array, x: Float64Array): void {
  for (let i = 0, k = 0; i < x.length; i++, k++) {
    let rest = x[i] as number;
    for (let j = 0; j < i; j++, k++) rest -= (triangle[k] as number) * (x[j] as number);
    x[i] = rest / (triangle[k] as number);
  }
}
