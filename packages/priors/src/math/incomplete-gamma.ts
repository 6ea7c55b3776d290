import { exp, log, log1p, logGamma, logGammaTerm, nonZero, solve } from '@epsie/core/math';

const SMALLEST = 1e-300;
const MOST_TERMS = 100_000;

/** Returns log P(a, x), or log Q(a, x) of the upper tail: the regularised incomplete gamma functions, for a > 0. */
export function logIncompleteGamma(a: number, x: number, upper: boolean): number {
  if (!(x > 0)) return upper ? 0 : Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return upper ? Number.NEGATIVE_INFINITY : 0;
  const isSeries = x < a + 1;
  const direct = logGammaTerm(a, x) + (isSeries ? log(series(a, x)) : log(a) + log(fraction(a, x)));
  return isSeries === upper ? log1p(-exp(direct)) : direct;
}

/** Returns log x for the x at which P(a, x), or Q(a, x), is p. */
export function logInverseGamma(a: number, p: number, upper: boolean): number {
  // Left of the mean the upper tail is not small, and the logarithm of the lower one is the better function.
  if (upper && logIncompleteGamma(a, a, true) < log(p)) return inverseOfLower(a, log1p(-p));
  return upper ? log(inverseOfUpper(a, log(p))) : inverseOfLower(a, log(p));
}

// P ≤ x^a / Γ(a + 1): the start is left of the zero, and from there Newton's steps on a concave function do not overshoot.
function inverseOfLower(a: number, logP: number): number {
  const tangent = (t: number) => {
    const logTail = logIncompleteGamma(a, exp(t), false);
    return { value: logTail - logP, slope: a * exp(logGammaTerm(a, exp(t)) - logTail) };
  };
  const start = (logP + logGamma(a + 1)) / a;
  // P is x^a / Γ(a + 1) to the last bit, and x itself may underflow.
  if (start < -40) return start;
  return solve(tangent, start, start, Number.POSITIVE_INFINITY);
}

function inverseOfUpper(a: number, logQ: number): number {
  const tangent = (x: number) => {
    const logTail = logIncompleteGamma(a, x, true);
    return { value: logQ - logTail, slope: (a / x) * exp(logGammaTerm(a, x) - logTail) };
  };
  return solve(tangent, a, 0, Number.POSITIVE_INFINITY);
}

// Abramowitz & Stegun, 6.5.29.
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MOST_TERMS && term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

// Abramowitz & Stegun, 6.5.31, in its even form, by Lentz's algorithm (Thompson & Barnett, J. Comput. Phys. 64 (1986) 490).
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}
