/** Returns x of A x = b for a symmetric positive definite A, by Cholesky; undefined if A is not one. */
export function solve(a: readonly Float64Array[], b: Float64Array): Float64Array | undefined {
  const factor = factorise(a);
  if (factor === undefined) return undefined;
  const x = b.slice();
  for (let i = 0; i < x.length; i++) x[i] = (at(x, i) - dot(row(factor, i), x, 0, i)) / at(row(factor, i), i);
  for (let i = x.length - 1; i >= 0; i--) {
    let rest = at(x, i);
    for (let j = i + 1; j < x.length; j++) rest -= at(row(factor, j), i) * at(x, j);
    x[i] = rest / at(row(factor, i), i);
  }
  return x;
}

function factorise(a: readonly Float64Array[]): Float64Array[] | undefined {
  const factor = a.map((r) => new Float64Array(r.length));
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = at(row(a, i), j) - dot(row(factor, i), row(factor, j), 0, j);
      if (i === j && !(rest > 1e-14 * at(row(a, i), i))) return undefined;
      row(factor, i)[j] = i === j ? Math.sqrt(rest) : rest / at(row(factor, j), j);
    }
  }
  return factor;
}

function dot(a: Float64Array, b: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += at(a, i) * at(b, i);
  return sum;
}

const at = (xs: Float64Array, i: number): number => xs[i] as number;
const row = (a: readonly Float64Array[], i: number): Float64Array => a[i] as Float64Array;
