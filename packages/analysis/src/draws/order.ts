import { bucketSort } from './bucket-sort.ts';
import { type Matrix, split } from './matrix.ts';
import { orderOfBits } from './radix-sort.ts';
import { Workspace } from './workspace.ts';

/** Draws in the order of the chains, and in ascending order. */
export type Ordered = {
  readonly matrix: Matrix;
  /** Indices of the draws in ascending order, equal ones in the order of their indices. */
  readonly order: Uint32Array;
  /** Draws in ascending order. */
  readonly sorted: Float64Array;
};

/** Sorts draws without NaN. The result is valid until the next sort with the same workspace. */
export function ordered(matrix: Matrix, workspace: Workspace = new Workspace()): Ordered {
  const { length } = matrix.values;
  const sorted = workspace.floats('sorted', length);
  const order = workspace.indices('order', length);
  const spareValues = workspace.floats('scores', length);
  sorted.set(matrix.values);
  for (let i = 0; i < length; i++) order[i] = i;
  const isSorted = bucketSort({ values: sorted, order, spareValues, spareOrder: workspace.indices('spare', length) });
  if (!isSorted) {
    order.set(orderOfBits(matrix.values));
    for (let i = 0; i < length; i++) sorted[i] = matrix.values[order[i] as number] as number;
  }
  return { matrix, order, sorted };
}

/** Returns the indices of the values in ascending order, equal ones in the order of their indices. NaN has no place: callers exclude it. */
export const ascending = (values: Float64Array): Uint32Array =>
  ordered({ values, chains: 1, length: values.length }).order;

/** Returns the draws in the halves of the chains, which lack the one in the middle of an odd number. In place. */
export function orderedHalves({ matrix, order, sorted }: Ordered): Ordered {
  const { length } = matrix;
  if (length % 2 === 0) return { matrix: split(matrix), order, sorted };
  const middle = (length - 1) / 2;
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const index = order[i] as number;
    const draw = index % length;
    if (draw === middle) continue;
    sorted[count] = sorted[i] as number;
    order[count++] = index - (index - draw) / length - (draw > middle ? 1 : 0);
  }
  return { matrix: split(matrix), order: order.subarray(0, count), sorted: sorted.subarray(0, count) };
}
