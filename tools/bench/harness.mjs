// What the benchmarks share. A benchmark is a module of this folder with a function `bench` that gives its rows; it runs in
// a process of its own, so that what the engine learned in one does not slow down the next.

/**
 * @typedef {object} Row
 * @property {string} name what was measured
 * @property {string} measured the measurement with its unit
 * @property {string} [reference] what it is compared with, in the same run
 * @property {number} [ratio] measured to reference
 * @property {string} [method] how repetitions became a number
 * @property {{ atMost: number } | { atLeast: number }} [target] what the ratio has to be; without it the row is information
 * @property {string} [skipped] why there is no measurement
 * @property {boolean} [failed] whether the benchmark ended with an error
 */

/** Nanoseconds on a clock that only goes forward. */
export const now = () => performance.now() * 1e6;

/**
 * Repeats `a` and `b` in turn, so that a slow moment of the machine meets both, and gives what each returned: its cost.
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
 * The time that one call takes.
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
 * Whether a row meets its target; rows without one do.
 *
 * @param {Row} row
 */
export function passes({ target, ratio, skipped, failed }) {
  if (failed) return false;
  if (target === undefined) return true;
  if (skipped !== undefined || ratio === undefined) return false;
  return 'atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast;
}
