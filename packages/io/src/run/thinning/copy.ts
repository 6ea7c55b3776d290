import type { TableReader } from '../../samples/table-reader.ts';
import type { TableWriter } from '../../samples/table-writer.ts';
import type { RecordedTable } from '../recording/recorded-table.ts';

/** A copy of a table that takes only some of its rows. */
export type Copy = {
  readonly from: RecordedTable;
  readonly to: RecordedTable;
  readonly reader: TableReader;
  readonly writer: TableWriter;
  /** Rows of the table that is copied. */
  readonly rows: number;
};

/** Some rows of the new table, and the rows of the old one that they cover. */
export type CopyPiece = {
  /** First row of the new table, and number of its rows. */
  readonly first: number;
  readonly count: number;
  /** Rows of the old table: those after the row before, up to the last row. */
  readonly from: number;
  readonly to: number;
};

/** Bytes of a piece in memory. */
const PIECE = 16 * 2 ** 20;

/** Yields the pieces of a copy. They end at a row of the new table; the rows of the old one after the last are left. */
export function* piecesOf({ from, to, rows }: Copy): Generator<CopyPiece> {
  const length = rows === 0 ? 0 : to.rowsAt(from.iterationOf(rows - 1));
  // All columns of the rows that are kept, or two columns of swaps of all rows.
  const perRow = 8 * from.series * Math.max(from.columns.length, (2 * to.stride) / from.stride);
  const most = Math.max(1, Math.floor(PIECE / perRow));
  for (let first = 0, start = 0; first < length; first += most) {
    const count = Math.min(most, length - first);
    const end = from.rowsAt(to.iterationOf(first + count - 1));
    yield { first, count, from: start, to: end };
    start = end;
  }
}
