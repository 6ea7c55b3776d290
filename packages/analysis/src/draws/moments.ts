import { chainOf, type Matrix, mapped } from './matrix.ts';

/** Returns the mean. Exact where all values are the same, and unharmed by an offset: differences from the first value are summed. */
export function mean(values: Float64Array): number {
  const first = values[0] ?? Number.NaN;
  const guess = first + averageFrom(values, first);
  return Number.isFinite(guess) ? guess + averageFrom(values, guess) : averageFrom(values, 0);
}

/** Returns the variance, with n − 1 as denominator; NaN for fewer than two values. */
export function variance(values: Float64Array, center: number = mean(values)): number {
  return values.length < 2 ? Number.NaN : (centralMoment(values, center, 2) * values.length) / (values.length - 1);
}

/** Returns the mean of (x − center)² or of (x − center)⁴. */
export function centralMoment(values: Float64Array, center: number, order: 2 | 4): number {
  let sum = 0;
  for (const x of values) {
    const square = (x - center) ** 2;
    sum += order === 2 ? square : square * square;
  }
  return sum / values.length;
}

/** Returns the matrix without its mean, so that a large offset costs the means of the chains no digits. */
export function centered(matrix: Matrix): Matrix {
  const center = mean(matrix.values);
  const rest = averageFrom(matrix.values, center);
  return mapped(matrix, (x) => x - center - rest);
}

/** Returns the mean of each chain. */
export const chainMeans = (matrix: Matrix): Float64Array =>
  Float64Array.from({ length: matrix.chains }, (_, c) => mean(chainOf(matrix, c)));

function averageFrom(values: Float64Array, center: number): number {
  let sum = 0;
  for (const x of values) sum += x - center;
  return sum / values.length;
}
