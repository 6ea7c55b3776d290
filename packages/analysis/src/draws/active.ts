import { chainOf, hasNaN, type Matrix, mapped, pooled } from './matrix.ts';

/** Returns whether a parameter is inactive in some draws, which are NaN. */
export const isPartial = ({ values }: Matrix): boolean => hasNaN(values);

/** Returns the active draws of each chain. */
export const activeDraws = (matrix: Matrix): readonly Float64Array[] =>
  Array.from({ length: matrix.chains }, (_, c) => chainOf(matrix, c).filter((x) => !Number.isNaN(x)));

/** Returns as many of the last active draws of each chain as the chain with the fewest has. */
export function lastActive(chains: readonly Float64Array[]): Matrix {
  const length = Math.min(...chains.map((chain) => chain.length));
  const values = pooled(chains.map((chain) => chain.subarray(chain.length - length)));
  return { values, chains: chains.length, length };
}

/** Returns 1 for the draws in which a parameter is active, and 0 for the others. */
export const activity = (matrix: Matrix): Matrix => mapped(matrix, (x) => (Number.isNaN(x) ? 0 : 1));
