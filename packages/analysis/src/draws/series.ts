import { chainOf, type Matrix } from './matrix.ts';
import type { Center } from './moments.ts';

/** Chains of numbers that are computed when they are needed, one chain at a time. */
export type Series = {
  /** Number of chains. */
  readonly chains: number;
  /** Numbers of each chain. */
  readonly length: number;
  /** Writes the numbers of a chain. */
  readonly load: (chain: number, target: Float64Array) => void;
};

/** A function of draws, written to an array that is at least as long. */
type Transform = (draws: Float64Array, target: Float64Array) => void;

const itself: Transform = (draws, target) => target.set(draws);

/** Returns a function of the draws of each chain. */
export const seriesOf = (matrix: Matrix, transform: Transform = itself): Series => ({
  ...matrix,
  load: (c, target) => transform(chainOf(matrix, c), target),
});

/** Returns a function of the draws of each half of each chain, as {@link split} has them, without a copy. */
export function halvesOf({ values, chains, length }: Matrix, transform: Transform = itself): Series {
  const half = Math.floor(length / 2);
  const startOf = (h: number): number => (h >>> 1) * length + (h % 2 === 0 ? 0 : length - half);
  return {
    chains: 2 * chains,
    length: half,
    load: (h, target) => transform(values.subarray(startOf(h), startOf(h) + half), target),
  };
}

/** Returns the function that is 1 for draws up to a limit, or below it, and 0 for others. */
export const indicator =
  (limit: number, below = false): Transform =>
  (draws, target) => {
    if (below) for (let i = 0; i < draws.length; i++) target[i] = (draws[i] as number) < limit ? 1 : 0;
    else for (let i = 0; i < draws.length; i++) target[i] = (draws[i] as number) <= limit ? 1 : 0;
  };

/** Returns the function x − center. A large offset costs the means of the chains no digits then. */
export const distance =
  ({ center, rest }: Center): Transform =>
  (draws, target) => {
    for (let i = 0; i < draws.length; i++) target[i] = (draws[i] as number) - center - rest;
  };

/** Returns the function (x − center)². */
export const squaredDistance =
  ({ center, rest }: Center): Transform =>
  (draws, target) => {
    for (let i = 0; i < draws.length; i++) target[i] = ((draws[i] as number) - center - rest) ** 2;
  };
