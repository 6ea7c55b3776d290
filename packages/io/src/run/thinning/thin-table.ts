import { replace } from '../../files/atomic-write.ts';
import { onFile } from '../../files/file-failed.ts';
import type { FileSystem } from '../../files/file-system.ts';
import { emptyPosition, type TablePosition } from '../../samples/table-position.ts';
import { TableReader } from '../../samples/table-reader.ts';
import { TableWriter } from '../../samples/table-writer.ts';
import { layout } from '../layout.ts';
import type { RecordedTable } from '../recording/recorded-table.ts';
import type { PendingSwaps, SwapShape } from '../recording/swap-fold.ts';
import { thinDraws } from './thin-draws.ts';
import { thinSwaps } from './thin-swaps.ts';

/** A table to thin, and where. */
export type ThinnedTable = {
  readonly fs: FileSystem;
  /** Directory of the run. */
  readonly directory: string;
  /** The table as it is. */
  readonly from: RecordedTable;
  /** Its end. */
  readonly end: TablePosition;
  /** The table as it becomes, in another file. */
  readonly to: RecordedTable;
  /** Shape of its swaps, if it has swaps. */
  readonly swaps?: SwapShape | undefined;
};

/** Result of thinning: the end of the new table, and the swaps after its last row. */
export type ThinResult = { readonly position: TablePosition; readonly pending?: PendingSwaps };

/**
 * Writes a thinned copy of a table beside it, in pieces, so that memory use does not depend on its length. The file gets its name when it is
 * complete, and replaces one that an interrupted writer left. Its contents become durable with the next commit, as those of any append.
 */
export async function thinTable(thinned: ThinnedTable): Promise<ThinResult> {
  const { fs, directory, from, to, end } = thinned;
  const path = layout.table(directory, to.name, to.generation);
  const source = layout.table(directory, from.name, from.generation);
  const reader = await TableReader.open(fs, source, from.format, end, from.series);
  let result: ThinResult | undefined;
  await onFile(path, 'write', () =>
    replace(fs, path, async (temporary) => {
      result = await writeCopy(thinned, reader, temporary, path);
    }),
  );
  return result as ThinResult;
}

async function writeCopy(
  { fs, from, to, end, swaps }: ThinnedTable,
  reader: TableReader,
  temporary: string,
  path: string,
): Promise<ThinResult> {
  const file = await fs.open(temporary, 'create');
  try {
    await file.write(to.format.schema, 0);
    const writer = new TableWriter(path, file, to.format, emptyPosition(to.format.schema));
    const copy = { from, to, reader, writer, rows: end.rows };
    const pending = swaps === undefined ? await thinDraws(copy) : await thinSwaps(copy, swaps);
    return { position: writer.position, ...(pending === undefined ? {} : { pending }) };
  } finally {
    await file.close();
  }
}
