import type { Random } from '../random/random.ts';

// Points to weigh a density with: half of them from all of the domain, half from about the size of a jump, with tails as heavy
// as Cauchy's. So a density integrates to 1 whether its jumps are as wide as the domain or a millionth of it.

/** A point between two bounds, and the density that it was drawn with. */
export type WeightedDraw = readonly [x: number, density: number];

/** Draws a number of size 1 around 0, with heavy tails: v/(1 − v²) with v uniform in (−1, 1). */
export function drawHeavyTailed(random: Random): number {
  const v = 2 * random.random() - 1;
  return v / (1 - v * v);
}

/** Returns the density of {@link drawHeavyTailed}. */
export function heavyTailedDensity(t: number): number {
  const v = uniformOf(t);
  const rest = 1 - v * v;
  return (0.5 * rest * rest) / (1 + v * v);
}

/** Returns the distribution function of {@link drawHeavyTailed}. */
export const heavyTailedCdf = (t: number): number => 0.5 * (1 + uniformOf(t));

// The v in (−1, 1) with v/(1 − v²) = t.
function uniformOf(t: number): number {
  const root = Math.sqrt(1 + 4 * t * t);
  return (2 * t) / (1 + root);
}

/**
 * Draws within bounds, as likely from all of the interval as near `from`; what falls outside is drawn from all of it.
 *
 * @param size size of a jump
 */
export function drawWithin(lower: number, upper: number, from: number, size: number, random: Random): WeightedDraw {
  const near = from + size * drawHeavyTailed(random);
  const local = random.random() < 0.5 && near >= lower && near <= upper;
  const x = local ? near : random.uniform(lower, upper);
  const inside = heavyTailedCdf((upper - from) / size) - heavyTailedCdf((lower - from) / size);
  return [x, 0.5 * (heavyTailedDensity((x - from) / size) / size + (2 - inside) / (upper - lower))];
}

/** Draws an integer within bounds, as {@link drawWithin} draws a number. */
export function drawInteger(lowest: number, highest: number, from: number, size: number, random: Random): WeightedDraw {
  const cdf = (x: number): number => heavyTailedCdf((x - from) / size);
  const near = Math.round(from + size * drawHeavyTailed(random));
  const local = random.random() < 0.5 && near >= lowest && near <= highest;
  const x = local ? near : random.integer(lowest, highest);
  const inside = cdf(highest + 0.5) - cdf(lowest - 0.5);
  return [x, 0.5 * (cdf(x + 0.5) - cdf(x - 0.5) + (2 - inside) / (highest - lowest + 1))];
}
