import type { Level } from './levels.ts';
import { logSigmoid, logSumExp, scaled } from './log-sum.ts';

const ITERATIONS = 200;

/**
 * Returns log Z(colder) − log Z(hotter) by Bennett's acceptance ratio (Bennett 1976, J. Comput. Phys. 22, 245): the root of a monotone
 * function, compared in logarithms so that levels without overlap have a root too.
 */
export function bar(hotter: Level, colder: Level): number {
  const hot = works(hotter, colder, hotter.draws);
  const cold = works(hotter, colder, colder.draws);
  const excess = (c: number): number =>
    logSumExp(hot.map((w) => logSigmoid(w - c))) - logSumExp(cold.map((w) => logSigmoid(c - w)));
  return bisect(excess) + Math.log(cold.length / hot.length);
}

/** Returns the overlap of two levels, ∫ p q / (p + q): 0 for disjoint levels, ½ for equal ones. */
export function overlap(hotter: Level, colder: Level, difference: number): number {
  const hot = works(hotter, colder, hotter.draws).map((w) => Math.exp(logSigmoid(w - difference)));
  const cold = works(hotter, colder, colder.draws).map((w) => Math.exp(logSigmoid(difference - w)));
  return (mean(hot) + mean(cold)) / 2;
}

/** Returns Δβ l for every draw. */
export function works(hotter: Level, colder: Level, draws: Float64Array): Float64Array {
  return draws.map((l) => scaled(colder.beta - hotter.beta, l));
}

const mean = (xs: Float64Array): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;

// The function decreases. The bracket doubles until it holds the root.
function bisect(f: (c: number) => number): number {
  let [low, high] = [-1, 1];
  while (f(low) < 0 && low > -1e300) low *= 2;
  while (f(high) > 0 && high < 1e300) high *= 2;
  for (let i = 0; i < ITERATIONS && high - low > 1e-13 * Math.max(1, Math.abs(low)); i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
