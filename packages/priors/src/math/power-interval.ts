import { exp, log, log1p } from '@epsie/core/math';
import { expm1 } from './expm1.ts';

// A density x^(m − 1) on [l, u] in terms of logarithms: `distance` is log(x / l), `width` is log(u / l). All formulas hold for any
// real m, and overflow for none.

/** Largest exponent without overflow. */
const LARGEST = 700;

/** Returns the probability that lies within a distance of the lower bound. */
export function powerMass(m: number, distance: number, width: number): number {
  if (m === 0) return distance / width;
  if (m < 0) return expm1(m * distance) / expm1(m * width);
  return (exp(-m * (width - distance)) * expm1(-m * distance)) / expm1(-m * width);
}

/** Returns the distance from the lower bound within which the probability p lies. */
export function powerDistance(m: number, p: number, width: number): number {
  if (m === 0) return p * width;
  if (m * width < LARGEST) return log1p(p * expm1(m * width)) / m;
  return width + log(p + (1 - p) * exp(-m * width)) / m;
}

/** Returns the logarithm of the integral of x^(m − 1) from l to l e^width. */
export function logPowerIntegral(m: number, logLower: number, width: number): number {
  if (m === 0) return log(width);
  if (m < 0) return m * logLower + log(expm1(m * width) / m);
  return m * (logLower + width) + log(-expm1(-m * width) / m);
}
