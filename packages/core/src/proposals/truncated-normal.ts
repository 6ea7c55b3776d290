import { centralMass } from '../math/central-mass.ts';
import { log } from '../math/elementary.ts';
import { isRareInterval, normalLogMass, normalLogPdf, truncatedNormalQuantile } from '../math/normal-distribution.ts';
import type { Random } from '../random/random.ts';

/**
 * Widths of the interval up to which σ leaves rejection efficient from any point inside: the mass within is smallest for a point
 * at a bound, where it falls below 1 % only for σ above 39.8 widths.
 */
export const REJECTION_WIDTHS = 39;
/** Width of an interval around 0, in σ, below which its mass is less than 1 %, 0.025 / √(2π), and the density nearly flat. */
const FLAT_WIDTH = 0.025;

/**
 * Draws from a normal around x, truncated to [lower, upper]: by rejection, and where less than 1 % of it lies within, by
 * inversion of its distribution function. So the time of a draw is bounded.
 */
export function drawTruncated(x: number, sigma: number, lower: number, upper: number, random: Random): number {
  const inside = x >= lower && x <= upper;
  if (!inside || sigma > REJECTION_WIDTHS * (upper - lower)) {
    const a = (lower - x) / sigma;
    const b = (upper - x) / sigma;
    if (inside && b - a < FLAT_WIDTH) return clamp(x + sigma * nearlyFlatQuantile(a, b, random.random()), lower, upper);
    if (isRareInterval(a, b)) return clamp(x + sigma * truncatedNormalQuantile(a, b, random.random()), lower, upper);
  }
  for (;;) {
    const candidate = x + sigma * random.standardNormal();
    if (candidate >= lower && candidate <= upper) return candidate;
  }
}

/** The box that truncated normals stay in: bounds of each parameter. */
export type Box = { readonly lower: Float64Array; readonly upper: Float64Array };

/**
 * Creates a box.
 *
 * @param margins by how much it is wider than the bounds, on either side
 */
export function createBox(
  bounds: readonly (readonly [number, number])[],
  margins: readonly number[] = bounds.map(() => 0),
): Box {
  return {
    lower: Float64Array.from(bounds, ([lower], i) => lower - (margins[i] as number)),
    upper: Float64Array.from(bounds, ([, upper], i) => upper + (margins[i] as number)),
  };
}

/**
 * Returns log q(from | to) − log q(to | from) of normals truncated to a box, for two points of it: the normal densities cancel, and
 * the masses within the box are left.
 */
export function logMassRatio({ lower, upper }: Box, from: Float64Array, to: Float64Array, std: Float64Array): number {
  let product = 1;
  let sum = 0;
  for (let i = 0; i < std.length; i++) {
    const perSigma = 1 / (std[i] as number);
    const low = lower[i] as number;
    const high = upper[i] as number;
    const x = from[i] as number;
    const y = to[i] as number;
    const here = centralMass((x - low) * perSigma) + centralMass((high - x) * perSigma);
    product *= here / (centralMass((y - low) * perSigma) + centralMass((high - y) * perSigma));
    // One logarithm does for many parameters, as long as nothing overflows: the masses of two points differ by at most 2.
    if (i % 512 === 511) {
      sum += log(product);
      product = 1;
    }
  }
  return sum + log(product);
}

/** Returns the log density at `to` of a normal around `from`, truncated to [lower, upper]. */
export function logTruncated(to: number, from: number, sigma: number, lower: number, upper: number): number {
  if (!(to >= lower && to <= upper)) return Number.NEGATIVE_INFINITY;
  const mass = normalLogMass((lower - from) / sigma, (upper - from) / sigma);
  return normalLogPdf((to - from) / sigma) - log(sigma) - mass;
}

/** Returns the nearest number within [lower, upper]. */
export const clamp = (x: number, lower: number, upper: number): number => Math.min(Math.max(x, lower), upper);

// For a and b within 0.025 of 0: the series of ∫φ/φ(0) and of its inverse, exact to rounding there.
function nearlyFlatQuantile(a: number, b: number, u: number): number {
  const low = flatMass(a);
  const w = low + u * (flatMass(b) - low);
  const s = w * w;
  return w * (1 + s * (1 / 6 + s * (7 / 120 + s * (127 / 5040))));
}

function flatMass(z: number): number {
  const s = z * z;
  return z * (1 - s * (1 / 6 - s * (1 / 40 - s / 336)));
}
