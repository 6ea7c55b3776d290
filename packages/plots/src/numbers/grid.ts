import type { ParameterKind } from '@epsie/analysis/sources';

/** Cells of equal width over the values of a parameter. */
export type Cells = {
  readonly low: number;
  readonly width: number;
  readonly count: number;
  /** Continuation of values beyond an end: into the other end of an angle, back from the edge of a number, nowhere of an integer. */
  readonly ends: 'wrap' | 'reflect' | 'none';
};

/** Share of the draws beyond each end that does not stretch the cells. */
const OUTSIDE = 5e-4;
/** Most integers that have a cell each. */
const MOST_INTEGERS = 400;

/**
 * Returns the ends of the values, without far outliers.
 *
 * @param sorted values in ascending order
 */
export function rangeOf(sorted: Float64Array): readonly [number, number] {
  if (sorted.length === 0) return [0, 1];
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] as number;
  const [low, high] = [at(OUTSIDE), at(1 - OUTSIDE)];
  const room = (high - low) / 10;
  return [Math.max(at(0), low - room), Math.min(at(1), high + room)];
}

/** Returns `count` cells over the values of a parameter; one per integer of a discrete one, unless there are too many. */
export function cellsOf(sorted: Float64Array, kind: ParameterKind, count: number): Cells {
  if (kind.kind === 'circular') {
    const [low, high] = kind.circle;
    return { low, width: (high - low) / count, count, ends: 'wrap' };
  }
  const [low, high] = rangeOf(sorted);
  if (kind.kind === 'discrete' && high - low < MOST_INTEGERS)
    return { low: Math.round(low) - 0.5, width: 1, count: Math.round(high) - Math.round(low) + 1, ends: 'none' };
  if (low === high) return { low, width: 0, count: 1, ends: 'reflect' };
  return { low, width: (high - low) / count, count, ends: 'reflect' };
}

/** Returns the index of the cell of each value, −1 of those beyond the ends and of NaN. */
export function cellIndices(values: Float64Array, { low, width, count, ends }: Cells): Int16Array {
  const indices = new Int16Array(values.length);
  const high = low + width * count;
  const slack = width * 1e-9;
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    if (ends === 'wrap') {
      const cell = Math.floor((x - low) / width) % count;
      indices[i] = Number.isFinite(x) ? (cell < 0 ? cell + count : cell) : -1;
    } else if (width === 0) indices[i] = x === low ? 0 : -1;
    else indices[i] = x >= low && x <= high + slack ? Math.min(Math.floor((x - low) / width), count - 1) : -1;
  }
  return indices;
}

/** Returns the middle of a cell. */
export const middleOf = ({ low, width }: Cells, cell: number): number => low + (cell + 0.5) * width;
