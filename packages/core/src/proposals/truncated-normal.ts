import { log } from '../elementary.ts';
import type { Random } from '../random/random.ts';
import { isRareInterval, logNormalDensity, logNormalInterval, truncatedNormalQuantile } from './normal-distribution.ts';

// Inside the bounds the mass is smallest at a bound, where it falls below 1 % only for σ above 39.8 widths.
const SURELY_COMMON = 39;

/**
 * Draws a normal around x, truncated to [lower, upper]: by rejection, and where less than 1 % of it lies within, by
 * inversion of its distribution function. So a draw costs bounded time.
 */
export function drawTruncated(x: number, sigma: number, lower: number, upper: number, random: Random): number {
  const inside = x >= lower && x <= upper;
  if (!inside || sigma > SURELY_COMMON * (upper - lower)) {
    const a = (lower - x) / sigma;
    const b = (upper - x) / sigma;
    if (isRareInterval(a, b)) return clamp(x + sigma * truncatedNormalQuantile(a, b, random.random()), lower, upper);
  }
  for (;;) {
    const candidate = x + sigma * random.standardNormal();
    if (candidate >= lower && candidate <= upper) return candidate;
  }
}

/** Log density at `to` of a normal around `from`, truncated to [lower, upper]. */
export function logTruncated(to: number, from: number, sigma: number, lower: number, upper: number): number {
  if (!(to >= lower && to <= upper)) return Number.NEGATIVE_INFINITY;
  const mass = logNormalInterval((lower - from) / sigma, (upper - from) / sigma);
  return logNormalDensity((to - from) / sigma) - log(sigma) - mass;
}

/** The nearest number within [lower, upper]. */
export const clamp = (x: number, lower: number, upper: number): number => Math.min(Math.max(x, lower), upper);
