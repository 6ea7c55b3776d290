import { expected } from '@epsie/core/checks';

/** Places of a table in the order of their iterations. */
export type Iterations = {
  /** Their number. */
  readonly length: number;
  /** Iteration of one of them, counted from 1. */
  readonly iterationOf: (place: number) => number;
};

/** Returns the first place whose iteration is after `burnIn`; `length` if none is. */
export function firstAfter({ length, iterationOf }: Iterations, burnIn: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (iterationOf(middle) > burnIn) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Returns the first place after burn-in.
 *
 * @param what the places are, in the plural
 * @param iterations that the run has
 * @throws RangeError if all places are burn-in
 */
export function skipBurnIn(places: Iterations, burnIn: number, what: string, iterations: number): number {
  const { length, iterationOf } = places;
  const first = firstAfter(places, burnIn);
  if (first < length || burnIn === 0) return first;
  const last = length === 0 ? undefined : iterationOf(length - 1);
  const limit =
    last === undefined
      ? `0, since the run has no ${what} yet`
      : `less than ${last}, the iteration of the last of the ${what} (the run has ${iterations} iterations)`;
  throw new RangeError(expected('burnIn', limit, burnIn));
}
