import type { Level } from './levels.ts';
import { logSigmoid, logSumExp, scaled } from './log-sum.ts';

const ITERATIONS = 200;

/**
 * Returns log Z(colder) − log Z(hotter) by Bennett's acceptance ratio (Bennett 1976, J. Comput. Phys. 22, 245): the root of a monotone
 * function, compared in logarithms so that levels without overlap have a root too.
 */
export function bar(hotter: Level, colder: Level): number {
  const hot = works(hotter, colder, hotter.draws);
  // log σ(c − w) is log σ(w′ − c′) of the mirrored numbers.
  const cold = works(hotter, colder, colder.draws).map((w) => -w);
  const excess = (c: number): Tangent => {
    const [up, down] = [logSumOfSigmoids(hot, c), logSumOfSigmoids(cold, -c)];
    return { value: up.value - down.value, slope: -up.slope - down.slope };
  };
  return decreasingRoot(excess) + Math.log(cold.length / hot.length);
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

/** A value and a derivative. */
type Tangent = { readonly value: number; readonly slope: number };

/** Returns log Σ σ(w − c), and minus its derivative, which is from 0 to 1. */
function logSumOfSigmoids(ws: Float64Array, c: number): Tangent {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < ws.length; i++) {
    const sigmoid = 1 / (1 + Math.exp(c - (ws[i] as number)));
    sum += sigmoid;
    squares += sigmoid * sigmoid;
  }
  // Far in the tail the sum underflows, and σ is an exponential.
  if (sum < 1e-290) return { value: logSumExp(ws.map((w) => logSigmoid(w - c))), slope: 1 };
  return { value: Math.log(sum), slope: 1 - squares / sum };
}

// Newton's method inside a bracket that holds the root; a step out of it bisects. The bracket doubles until it holds the root.
function decreasingRoot(f: (c: number) => Tangent): number {
  let [low, high] = [-1, 1];
  while (f(low).value < 0 && low > -1e300) low *= 2;
  while (f(high).value > 0 && high < 1e300) high *= 2;
  let c = (low + high) / 2;
  for (let i = 0; i < ITERATIONS && high - low > 1e-13 * Math.max(1, Math.abs(low)); i++) {
    const { value, slope } = f(c);
    if (value > 0) low = c;
    else high = c;
    const next = c - value / slope;
    if (Math.abs(next - c) <= 1e-13 * Math.max(1, Math.abs(c))) return next;
    c = next > low && next < high ? next : (low + high) / 2;
  }
  return c;
}
