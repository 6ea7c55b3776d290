import type { Random } from '../../random/random.ts';

/** What a birth does: its parameters are independent of each other. */
export interface BirthKernel {
  /** Draws parameter number `index`. */
  draw(index: number, random: Random): number;
  /** Log density of parameter number `index` at x. */
  logDensity(index: number, x: number): number;
}
