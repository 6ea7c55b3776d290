import { bar } from './bar.ts';
import { type Level, type Levels, toLevels } from './levels.ts';
import { type Mbar, mbar } from './mbar.ts';

/** Levels with the solution of MBAR, from the hottest to the coldest. */
export type Solution = {
  readonly input: Levels;
  /** log Z(colder) − log Z(hotter) of each pair, by BAR. */
  readonly steps: readonly number[];
  readonly mbar: Mbar;
};

/**
 * Solves the equations of MBAR for log likelihoods per level and chain, from the estimates by BAR.
 *
 * @throws TypeError or RangeError for log likelihoods that are NaN or Infinity, for levels without draws, for equal β or none at 1
 */
export function solutionOf(source: unknown): Solution {
  const input = toLevels(source);
  const steps = pairs(input.levels, bar);
  return { input, steps, mbar: mbar(input.levels, cumulative(steps)) };
}

/** Returns a function of every pair of neighbouring levels, from the hottest. */
export function pairs<T>(levels: readonly Level[], of: (hotter: Level, colder: Level, k: number) => T): T[] {
  return levels.slice(1).map((colder, k) => of(levels[k] as Level, colder, k));
}

function cumulative(steps: readonly number[]): Float64Array {
  const sums = new Float64Array(steps.length + 1);
  for (const [k, step] of steps.entries()) sums[k + 1] = (sums[k] as number) + step;
  return sums;
}
