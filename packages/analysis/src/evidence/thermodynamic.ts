import type { Level } from './levels.ts';

/** Returns the trapezoid of ∫⟨l⟩dβ between two levels. */
export function trapezoid(hotter: Level, colder: Level): number {
  return ((colder.beta - hotter.beta) * (mean(hotter.draws) + mean(colder.draws))) / 2;
}

/** Returns the trapezoid corrected by the slopes at its ends, which are variances (Friel, Hurn & Wyse 2014, Stat. Comput. 24, 709). */
export function correctedTrapezoid(hotter: Level, colder: Level): number {
  const width = colder.beta - hotter.beta;
  return trapezoid(hotter, colder) - (width ** 2 * (variance(colder.draws) - variance(hotter.draws))) / 12;
}

const mean = (xs: Float64Array): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;

function variance(xs: Float64Array): number {
  const m = mean(xs);
  return xs.reduce((sum, x) => sum + (x - m) ** 2, 0) / (xs.length - 1);
}
