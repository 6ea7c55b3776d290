import { expected } from '../checks/validate.ts';
import { rangeError } from '../errors/wrong-use.ts';

/** Rows of a record, in the order of their iterations. */
export type RecordedRows = {
  /** Number of rows. */
  readonly length: number;
  /** Returns the iteration of a row, counted from 1. */
  readonly iterationOf: (row: number) => number;
};

/** Returns the first row whose iteration is after `burnIn`; `length` if there is no such row. */
export function firstAfter({ length, iterationOf }: RecordedRows, burnIn: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (iterationOf(middle) > burnIn) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Returns the first row after burn-in.
 *
 * @param what name of a row, in the singular
 * @throws RangeError if all rows are burn-in
 */
export function skipBurnIn(rows: RecordedRows, burnIn: number, what: string): number {
  const { length, iterationOf } = rows;
  const first = firstAfter(rows, burnIn);
  if (first < length || burnIn === 0) return first;
  const limit =
    length === 0
      ? `0, since no ${what} is recorded yet`
      : `less than ${iterationOf(length - 1)}, the iteration of the last recorded ${what}`;
  throw rangeError(expected('burnIn', limit, burnIn));
}
