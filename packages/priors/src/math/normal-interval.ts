import { exp, log, normalLogMass, normalLogPdf, solve, type Tangent } from '@epsie/core/math';
import { type Moments, momentsOf } from './quadrature.ts';

/** Distance from the mode beyond which the density of a normal underflows. */
const REACH = 40;

/**
 * Returns the z between a and b for which the standard normal has a fraction p of its mass inside (a, b) between a and z. Accurate
 * for p ≤ ½; mirror the interval for the other half.
 */
export function normalIntervalQuantile(a: number, b: number, p: number): number {
  const logTarget = normalLogMass(a, b) + log(p);
  const tangent = (z: number): Tangent => {
    const mass = z > a ? normalLogMass(a, z) : Number.NEGATIVE_INFINITY;
    return { value: mass - logTarget, slope: exp(normalLogPdf(z) - mass) };
  };
  const low = Math.max(a, Math.min(b, 0) - REACH);
  const high = Math.min(b, Math.max(a, 0) + REACH);
  return solve(tangent, startOf(a, low, high, p), low, high);
}

// Left of the zero for a whole tail: Φ(z) ≤ ½ exp(−z²/2) for z ≤ 0.
function startOf(a: number, low: number, high: number, p: number): number {
  const isTail = a === Number.NEGATIVE_INFINITY && high > 0;
  const guess = isTail ? -Math.sqrt(Math.max(0, -2 * log(2 * p))) : low + p * (high - low);
  return Math.min(Math.max(guess, low), high);
}

/** Returns the quantile of the standard normal for p ≤ ½. */
export const normalQuantile = (p: number): number =>
  normalIntervalQuantile(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, p);

/** Returns the moments of the standard normal truncated to (a, b). */
export function normalIntervalMoments(a: number, b: number): Moments {
  const mode = Math.min(Math.max(0, a), b);
  // Where the density has fallen by e^−45 from that of the mode.
  const reach = 90 / (Math.abs(mode) + Math.sqrt(mode * mode + 90));
  const [from, to] = [Math.max(a, mode - reach), Math.min(b, mode + reach)];
  const density = (t: number): number => exp(-0.5 * t * t - mode * t);
  const { mean, sd } = momentsOf(density, from - mode, to - mode, 16);
  return { mean: mode + mean, sd };
}
