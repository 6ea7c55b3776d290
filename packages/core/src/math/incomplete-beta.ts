import { nonZero } from './continued-fraction.ts';
import { exp, log, log1p } from './elementary.ts';
import { logBeta } from './log-gamma.ts';
import { solve } from './solve.ts';

const MOST_TERMS = 100_000;
/** Logarithm of an x that is lost beside 1. */
const TINY = -80;

/**
 * Returns log I_x(a, b), the regularised incomplete beta function.
 *
 * @param x from 0 to 1
 * @param y 1 − x, which the caller may know better
 */
export function logIncompleteBeta(a: number, b: number, x: number, y: number): number {
  if (!(x > 0)) return Number.NEGATIVE_INFINITY;
  if (!(y > 0)) return 0;
  // The fraction converges fast on one side of the mean.
  return x * (a + b + 2) < a + 1 ? direct(a, b, x, y) : log1p(-exp(direct(b, a, y, x)));
}

const direct = (a: number, b: number, x: number, y: number): number =>
  a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b) - log(a) - log(fraction(a, b, x));

// log x, from 1 − x where that is the smaller one: its rounding would be multiplied by the shape.
const logOf = (x: number, rest: number): number => (x > 0.5 ? log1p(-rest) : log(x));

/** Returns the x at which I_x(a, b) is p, and 1 − x, both to full precision. */
export function inverseBeta(a: number, b: number, p: number): readonly [x: number, y: number] {
  const [x, y] = [a / (a + b), b / (a + b)];
  if (exp(logIncompleteBeta(a, b, x, y)) >= p) return nearZero(a, b, log(p));
  const [mirrored, rest] = nearZero(b, a, log1p(-p));
  return [rest, mirrored];
}

// The zero of log I − log p as a function of log x, left of the mean.
function nearZero(a: number, b: number, logP: number): readonly [x: number, y: number] {
  const scale = logBeta(a, b);
  const highest = log(a / (a + b));
  // I_x is x^a / (a B(a, b)) to the last bit for tiny x, and at most that times max(1, y^(b − 1)) for any.
  const limit = (logP + log(a) + scale) / a;
  if (limit < TINY) return [exp(limit), 1];
  const lowest = Math.min(limit - Math.max(0, (b - 1) * log(b / (a + b))) / a, highest);
  const tangent = (t: number) => {
    const x = exp(t);
    const value = logIncompleteBeta(a, b, x, 1 - x);
    return { value: value - logP, slope: exp(a * t + (b - 1) * log1p(-x) - scale - value) };
  };
  const x = exp(solve(tangent, lowest, lowest, highest));
  return [x, 1 - x];
}

// Abramowitz & Stegun, 26.5.8, by Lentz's algorithm. Returns the denominator.
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = 1 / d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value /= c * d;
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    value /= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}
