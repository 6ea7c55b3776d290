import { type Cells, cellIndices, cellsOf } from './grid.ts';
import type { Marginal } from './marginal.ts';
import { smoothRows } from './smooth.ts';

/** One axis of the surfaces of a parameter: its cells, and the cell of each draw. */
export type SurfaceAxis = { readonly cells: Cells; readonly indices: Int16Array; readonly bandwidth: number };

/** A smoothed histogram of two parameters, row by row from the lowest y. */
export type Surface = {
  readonly x: Cells;
  readonly y: Cells;
  /** Smoothed numbers of draws. */
  readonly density: Float64Array;
  /** Numbers of draws. */
  readonly counts: Float64Array;
};

/** Returns the axis of the surfaces of a parameter. */
export function surfaceAxis({ values, sorted, kind, bandwidth }: Marginal, count: number): SurfaceAxis {
  const cells = cellsOf(sorted, kind, count);
  return { cells, indices: cellIndices(values, cells), bandwidth };
}

/** Returns the smoothed histogram of two parameters over draws in which both are active. */
export function surfaceOf(x: SurfaceAxis, y: SurfaceAxis): Surface {
  const [columns, rows] = [x.cells.count, y.cells.count];
  const counts = new Float64Array(columns * rows);
  for (let i = 0; i < x.indices.length; i++) {
    const [column, row] = [x.indices[i] as number, y.indices[i] as number];
    if (column < 0 || row < 0) continue;
    const cell = row * columns + column;
    counts[cell] = (counts[cell] as number) + 1;
  }
  const density = counts.slice();
  smoothRows(
    density,
    x.cells,
    x.bandwidth,
    Array.from({ length: rows }, (_, r) => ({ start: r * columns, stride: 1 })),
  );
  smoothRows(
    density,
    y.cells,
    y.bandwidth,
    Array.from({ length: columns }, (_, c) => ({ start: c, stride: columns })),
  );
  return { x: x.cells, y: y.cells, density, counts };
}

/**
 * Returns the levels of the density above which there are the given shares of the draws: the cells are sorted by density, and their draws counted
 * from the densest on. It is the draws that count, not the smoothed density, which is wider than theirs. 0 where there are no draws.
 */
export function levelsOf(
  { density, counts }: Pick<Surface, 'density' | 'counts'>,
  masses: readonly number[],
): number[] {
  const order = Uint32Array.from(density.keys()).sort((a, b) => (density[b] as number) - (density[a] as number));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return masses.map((mass) => {
    let sum = 0;
    for (const cell of order) {
      sum += counts[cell] as number;
      if (total > 0 && sum >= mass * total) return density[cell] as number;
    }
    return 0;
  });
}
