import { chainOf, type Matrix, mapped } from './matrix.ts';

/** A mean in two parts: that next to an offset of 10⁹ has more digits than a number. */
export type Center = { readonly center: number; readonly rest: number };

/** Returns the mean. Exact where all values are the same, and unharmed by an offset: differences from the first value are summed. */
export function mean(values: Float64Array): number {
  const first = values[0] ?? Number.NaN;
  const guess = first + averageFrom(values, first);
  return Number.isFinite(guess) ? guess + averageFrom(values, guess) : averageFrom(values, 0);
}

/** Returns the mean with the digits that the number nearest to it lacks. */
export function centerOf(values: Float64Array): Center {
  const center = mean(values);
  return { center, rest: averageFrom(values, center) };
}

/** Returns the variance, with n − 1 as denominator; NaN for fewer than two values. */
export function variance(values: Float64Array, center: number = mean(values)): number {
  return values.length < 2
    ? Number.NaN
    : (moment(values, { center, rest: 0 }, 2) * values.length) / (values.length - 1);
}

/** Returns the mean of (x − center)² or of (x − center)⁴. */
export function moment(values: Float64Array, { center, rest }: Center, order: 2 | 4): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const square = ((values[i] as number) - center - rest) ** 2;
    sum += order === 2 ? square : square * square;
  }
  return sum / values.length;
}

/** Returns the matrix without its mean, so that a large offset costs the means of the chains no digits. */
export function centered(matrix: Matrix): Matrix {
  const { center, rest } = centerOf(matrix.values);
  return mapped(matrix, (x) => x - center - rest);
}

/** Returns the mean of each chain. */
export const chainMeans = (matrix: Matrix): Float64Array =>
  Float64Array.from({ length: matrix.chains }, (_, c) => mean(chainOf(matrix, c)));

// Four sums at a time: one would wait for each addition before the next.
function averageFrom(values: Float64Array, center: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += (values[i] as number) - center;
    b += (values[i + 1] as number) - center;
    c += (values[i + 2] as number) - center;
    d += (values[i + 3] as number) - center;
  }
  for (let i = whole; i < values.length; i++) a += (values[i] as number) - center;
  return (a + b + (c + d)) / values.length;
}
