import { exp, log } from '@epsie/core/math';

/**
 * Returns e^x − 1, accurate for small x: W. Kahan's quotient, in which the rounding of e^x cancels (Higham, *Accuracy and Stability
 * of Numerical Algorithms*, §1.14.1).
 */
export function expm1(x: number): number {
  const y = exp(x);
  if (y === 1) return x;
  const difference = y - 1;
  return difference === -1 || y === Number.POSITIVE_INFINITY ? difference : (difference * x) / log(y);
}
