import type { SampleHistory } from '@epsie/core';
import type { Rows } from '../../samples/table-writer.ts';
import type { RecordedTable } from './recorded-table.ts';
import { type FoldedSwaps, foldSwaps, type PendingSwaps, type SwapShape } from './swap-fold.ts';

/** Rows to append, and the sweeps after them. */
export type SwapRows = { readonly rows: Rows; readonly pending: PendingSwaps };

/**
 * Returns the rows from a row up to the present iteration of a sampler, from its memory. Calling it again with the returned sweeps returns
 * no rows.
 */
export function boundedSwaps(
  table: RecordedTable,
  shape: SwapShape,
  history: SampleHistory,
  from: number,
  before: PendingSwaps,
): SwapRows {
  const { interval } = table;
  const done = Math.floor(before.iterations / interval);
  const first = done - table.forgotten(history);
  const count = Math.floor(history.iterations / interval) - done;
  const folded = foldSwaps(
    shape,
    before,
    {
      count,
      endsRow: (sweep) => ((done + sweep + 1) * interval) % table.stride === 0,
      read: (name, t, c) => (history.swapColumn(name, t, c) as Float64Array).subarray(first, first + count),
    },
    history.iterations,
  );
  return { rows: rowsOf(table, from, folded), pending: folded.pending };
}

/** Returns folded rows, to append them to a table. */
export function rowsOf(table: RecordedTable, from: number, folded: FoldedSwaps): Rows {
  return table.rowsOf(from, folded.rows, (column, temperature, chain, target) => {
    const numbers = folded[table.columns[column]?.name as 'index' | 'ratio'];
    (target as Float64Array).set(numbers[temperature * table.chains + chain] as Float64Array);
  });
}
