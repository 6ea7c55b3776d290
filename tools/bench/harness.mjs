// Helpers of the benchmarks. A benchmark is a module of this folder with a function `bench` that returns its rows. It runs in a separate
// process, so that the optimisations of the engine for one do not slow down the next.

/**
 * @typedef {object} Row
 * @property {string} name the measured quantity
 * @property {string} measured the measurement with its unit
 * @property {string} [reference] the measurement it is compared with, in the same run
 * @property {number} [ratio] measurement divided by reference
 * @property {string} [method] how the repetitions were summarised
 * @property {{ atMost: number } | { atLeast: number }} [target] target of the ratio; a row without one is informative only
 * @property {string} [skipped] why there is no measurement
 * @property {boolean} [failed] whether the benchmark ended with an error
 */

/** Returns nanoseconds of a monotonic clock. */
export const now = () => performance.now() * 1e6;

/**
 * Repeats `a` and `b` in turn, so that a slow moment of the machine affects both, and returns the costs that they returned.
 *
 * @template T
 * @param {number} repetitions
 * @param {() => T | Promise<T>} a
 * @param {() => T | Promise<T>} b
 */
export async function interleave(repetitions, a, b) {
  /** @type {T[]} */ const first = [];
  /** @type {T[]} */ const second = [];
  for (let i = 0; i < repetitions; i++) {
    first.push(await a());
    second.push(await b());
  }
  return { a: first, b: second };
}

/** @param {readonly number[]} values */
export const minimum = (values) => Math.min(...values);

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Returns the time of one call.
 *
 * @param {() => unknown} work
 */
export async function time(work) {
  const start = now();
  await work();
  return now() - start;
}

/** @param {number} ns */
export function duration(ns) {
  if (ns < 1e3) return `${ns.toPrecision(3)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toPrecision(3)} µs`;
  return ns < 1e9 ? `${(ns / 1e6).toPrecision(3)} ms` : `${(ns / 1e9).toPrecision(3)} s`;
}

/**
 * Checks whether a row meets its target; rows without one do.
 *
 * @param {Row} row
 */
export function passes({ target, ratio, skipped, failed }) {
  if (failed) return false;
  if (target === undefined) return true;
  if (skipped !== undefined || ratio === undefined) return false;
  return 'atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast;
}
