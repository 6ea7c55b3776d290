import { exp, log, log1p } from './elementary.ts';

// Probabilities of the standard normal distribution that keep their relative accuracy in the far tails. The error
// functions are the rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function",
// Mathematics of Computation 23 (1969) 631.

const SQRT_HALF = Math.SQRT1_2;
const LOG_2PI = 1.8378770664093453;
const INVERSE_SQRT_PI = 0.5641895835477563;
/** Below this log of the mass inside its bounds a truncated normal is drawn by inversion: 1 %. */
const LOG_REJECTION_LIMIT = log(0.01);

const ERF_P = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315];
const ERF_Q = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const ERFC_P = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769, 1712.0476126340707,
  2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8,
];
const ERFC_Q = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247,
  3439.3676741437216, 1230.3393548037495,
];
const TAIL_P = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
  0.016315387137302097,
];
const TAIL_Q = [2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918];

/** Returns log φ(z), the density of the standard normal. */
export function normalLogPdf(z: number): number {
  return -0.5 * z * z - 0.5 * LOG_2PI;
}

/** Returns log Φ(z), the distribution function of the standard normal. */
export function normalLogCdf(z: number): number {
  if (z < -1) return -0.5 * z * z + log(0.5 * erfcx(-z * SQRT_HALF));
  if (z > 1) return log1p(-0.5 * erfc(z * SQRT_HALF));
  return log(0.5 + 0.5 * erf(z * SQRT_HALF));
}

/** Returns log [Φ(b) − Φ(a)] for a < b: the log probability that a standard normal falls between them. */
export function normalLogMass(a: number, b: number): number {
  if (a > 0) return normalLogMass(-b, -a);
  if (b > 0) return log(0.5 * (erf(b * SQRT_HALF) - erf(a * SQRT_HALF)));
  const width = b - a;
  // Where the two probabilities agree in most of their digits, their difference is computed as an integral over the short interval.
  if (width * (1 - a) < 0.25) return logNarrowInterval(0.5 * (a + b), 0.5 * width);
  // Common factor exp(−b²/2), so that nothing underflows and no digits of it cancel.
  const lower = exp(0.5 * width * (a + b)) * erfcx(-a * SQRT_HALF);
  return -0.5 * b * b + log(0.5 * (erfcx(-b * SQRT_HALF) - lower));
}

// Gauss–Legendre quadrature with 5 nodes.
const NODES = [0.5384693101056831, 0.906179845938664];
const WEIGHTS = [0.47862867049936647, 0.23692688505618908];
const CENTRAL_WEIGHT = 0.5688888888888889;

// log of the integral of φ over middle ± half.
function logNarrowInterval(middle: number, half: number): number {
  let sum = CENTRAL_WEIGHT;
  for (let i = 0; i < NODES.length; i++) {
    const s = half * (NODES[i] as number);
    sum += (WEIGHTS[i] as number) * exp(-0.5 * s * s) * (exp(middle * s) + exp(-middle * s));
  }
  return normalLogPdf(middle) + log(half * sum);
}

/** Returns whether rejection from a normal would accept fewer than one draw in a hundred inside (a, b). */
export function isRareInterval(a: number, b: number): boolean {
  return normalLogMass(a, b) < LOG_REJECTION_LIMIT;
}

/**
 * Returns a standard normal truncated to (a, b) from one uniform, by inverting its distribution function: it finds the z for
 * which log [Φ(z) − Φ(a)] is log u plus that of the whole interval, by Newton's steps on the logarithm, which is nearly linear in
 * the tail, and by bisection where they leave the bracket.
 *
 * @param u a uniform in [0, 1)
 */
export function truncatedNormalQuantile(a: number, b: number, u: number): number {
  // Logarithms of Φ are exact in the lower tail: an interval above 0 is mirrored.
  if (a + b > 0) return -truncatedNormalQuantile(-b, -a, 1 - u);
  const target = normalLogMass(a, b) + log(u);
  let low = a;
  let high = b;
  const guess = b <= -1 ? b - log(Math.max(u, Number.MIN_VALUE)) / b : a + u * (b - a);
  let z = Math.min(Math.max(guess, a), b);
  for (let i = 0; i < 100; i++) {
    const left = z > a ? normalLogMass(a, z) : -Infinity;
    if (left > target) high = z;
    else low = z;
    const newton = z - (left - target) * exp(left - normalLogPdf(z));
    const next = newton > low && newton < high ? newton : 0.5 * (low + high);
    if (Math.abs(next - z) <= 1e-13 * Math.abs(z) || next === low || next === high) return next;
    z = next;
  }
  return z;
}

/** Returns the error function of x. */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return x * ratio(ERF_P, ERF_Q, y * y);
  const tail = 1 - scaled(y) * expOfMinusSquare(y);
  return x < 0 ? -tail : tail;
}

/** Returns the complementary error function, 1 − erf. */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return 1 - x * ratio(ERF_P, ERF_Q, y * y);
  const tail = scaled(y) * expOfMinusSquare(y);
  return x < 0 ? 2 - tail : tail;
}

/** Returns the scaled complementary error function exp(x²) erfc(x), for x ≥ 0. */
export function erfcx(x: number): number {
  return x <= 0.46875 ? exp(x * x) * erfc(x) : scaled(x);
}

function scaled(y: number): number {
  if (y <= 4) return ratio(ERFC_P, ERFC_Q, y);
  const s = 1 / (y * y);
  return (INVERSE_SQRT_PI - s * ratio(TAIL_P, TAIL_Q, s)) / y;
}

// exp(−y²) with the square split, so that its rounding error is not multiplied by y².
function expOfMinusSquare(y: number): number {
  if (y > 28) return 0;
  const head = Math.trunc(y * 16) / 16;
  return exp(-head * head) * exp(-(y - head) * (y + head));
}

// Cody's scheme: the last coefficient of the numerator is its highest power, the denominator's highest power is 1.
function ratio(numerator: readonly number[], denominator: readonly number[], x: number): number {
  const n = denominator.length;
  let top = (numerator[n] as number) * x;
  let bottom = x;
  for (let i = 0; i < n - 1; i++) {
    top = (top + (numerator[i] as number)) * x;
    bottom = (bottom + (denominator[i] as number)) * x;
  }
  return (top + (numerator[n - 1] as number)) / (bottom + (denominator[n - 1] as number));
}
