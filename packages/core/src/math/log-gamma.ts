import { log, log1p } from './elementary.ts';

const HALF_LOG_2PI = 0.9189385332046728;
/** From here on Stirling's series reaches double precision. */
const LARGE = 10;
/** B₂ₖ / (2k (2k − 1)), the coefficients of Stirling's series (Abramowitz & Stegun, 6.1.40). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** Returns log Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let product = 1;
  let y = x;
  for (; y < LARGE; y++) product *= y;
  return (y - 0.5) * log(y) - y + HALF_LOG_2PI + stirlingRest(y) - log(product);
}

/** Returns log B(a, b) = log [Γ(a) Γ(b) / Γ(a + b)] for a, b > 0. */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  const sum = small + large;
  if (large < LARGE) return logGamma(small) + logGamma(large) - logGamma(sum);
  // The leading terms of log Γ(large) − log Γ(sum) cancel: their difference is written out.
  const rest = stirlingRest(large) - stirlingRest(sum);
  return logGamma(small) + rest - (large - 0.5) * log1p(small / large) - small * (log(sum) - 1);
}

/** Returns log [x^a e^−x / Γ(a + 1)] for a, x > 0, the logarithm of the largest term of many sums. */
export function logGammaTerm(a: number, x: number): number {
  if (a < LARGE) return a * log(x) - x - logGamma(a + 1);
  const excess = (x - a) / a;
  // Far from a there is no cancellation, and the quotient may overflow.
  const main = Math.abs(excess) < 0.5 ? a * (log1p(excess) - excess) : a * log(x / a) - (x - a);
  return main - HALF_LOG_2PI - 0.5 * log(a) - stirlingRest(a);
}

/** Returns the log density at z ≥ 0 of the gamma distribution of shape a and rate 1. */
export function logGammaDensity(a: number, z: number): number {
  if (a === 1) return -z;
  if (a < LARGE) return (a - 1) * log(z) - z - logGamma(a);
  // The large terms of a large shape cancel.
  return z === 0 ? Number.NEGATIVE_INFINITY : logGammaTerm(a, z) + log(a / z);
}

// log Γ(x) − [(x − ½) log x − x + ½ log 2π] for large x.
function stirlingRest(x: number): number {
  const z = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * z + (STIRLING[k] as number);
  return sum / x;
}
