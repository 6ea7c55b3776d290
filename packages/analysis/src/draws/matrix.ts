import { expectChains, expectEqualLengths } from '../checks/arguments.ts';

/** Draws of one quantity, those of each chain in sequence. */
export type Matrix = {
  /** Draw `i` of chain `c` at `c * length + i`. */
  readonly values: Float64Array;
  /** Number of chains. */
  readonly chains: number;
  /** Draws of each chain. */
  readonly length: number;
};

/**
 * Checks chains of one length. Returns a matrix with their draws.
 *
 * @throws TypeError or RangeError unless they are arrays of numbers of one length
 */
export function matrixOf(chains: unknown): Matrix {
  const checked = expectChains(chains);
  expectEqualLengths(checked);
  return { values: pooled(checked), chains: checked.length, length: checked[0]?.length ?? 0 };
}

/** Returns the draws of all chains in sequence. */
export function pooled(chains: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(chains.reduce((sum, chain) => sum + chain.length, 0));
  let at = 0;
  for (const chain of chains) {
    values.set(chain, at);
    at += chain.length;
  }
  return values;
}

/** Returns the matrix with the halves of each chain as chains. An odd number of draws loses the one in the middle; an even one is not copied. */
export function split({ values, chains, length }: Matrix): Matrix {
  const half = Math.floor(length / 2);
  if (length % 2 === 0) return { values, chains: 2 * chains, length: half };
  const halves = new Float64Array(2 * half * chains);
  for (let c = 0; c < chains; c++) {
    const start = c * length;
    halves.set(values.subarray(start, start + half), 2 * c * half);
    halves.set(values.subarray(start + length - half, start + length), (2 * c + 1) * half);
  }
  return { values: halves, chains: 2 * chains, length: half };
}

/** Returns the matrix of a function of each draw. */
export const mapped = (matrix: Matrix, of: (x: number) => number): Matrix => ({
  ...matrix,
  values: matrix.values.map(of),
});

/** Returns the draws of a chain, without a copy. */
export const chainOf = ({ values, length }: Matrix, c: number): Float64Array =>
  values.subarray(c * length, (c + 1) * length);

/** Returns whether a draw is NaN. */
export function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

/** Returns whether no draw is NaN or infinite. */
export const allFinite = (values: Float64Array): boolean => {
  // 0 · x is NaN for them, and 0 for every other number.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += 0 * (values[i] as number);
  return sum === 0;
};

/** Returns whether all values are the same, to within a fraction of the largest. True of none. */
export function isConstant(values: Float64Array, tolerance = 0): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return high <= low || high - low <= tolerance * Math.max(Math.abs(low), Math.abs(high));
}
