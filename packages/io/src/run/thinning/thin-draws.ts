import { type Copy, type CopyPiece, piecesOf } from './copy.ts';

/** Copies the draws whose iterations are multiples of the new interval. */
export async function thinDraws(copy: Copy): Promise<undefined> {
  for (const piece of piecesOf(copy)) await copyPiece(copy, piece);
}

async function copyPiece(copy: Copy, piece: CopyPiece): Promise<void> {
  const { from, to, writer } = copy;
  const { first, count } = piece;
  const columns: Float64Array[] = [];
  for (const [column, { kind }] of from.columns.entries())
    columns.push(kind === 'index' ? new Float64Array(0) : await readColumn(copy, piece, column));
  const rows = to.rowsOf(first, count, (column, temperature, chain, target) => {
    const start = (temperature * to.chains + chain) * count;
    (target as Float64Array).set((columns[column] as Float64Array).subarray(start, start + count));
  });
  await writer.append(rows);
}

/** Reads the rows that are kept, series by series. */
async function readColumn(
  { from, to, reader }: Copy,
  { first, count, to: end }: CopyPiece,
  column: number,
): Promise<Float64Array> {
  const step = to.stride / from.stride;
  const start = from.rowsAt(to.iterationOf(first)) - 1;
  const all = new Float64Array(end - start);
  const kept = new Float64Array(from.series * count);
  for (let series = 0; series < from.series; series++) {
    await reader.readInto(all, column, series, start);
    for (let i = 0; i < count; i++) kept[series * count + i] = all[i * step] as number;
  }
  return kept;
}
