import { type Copy, type CopyPiece, piecesOf } from './copy.ts';

/** Copies the draws whose iterations are multiples of the new interval. */
export async function thinDraws(copy: Copy): Promise<undefined> {
  for (const piece of piecesOf(copy)) await copyPiece(copy, piece);
}

async function copyPiece({ from, to, reader, writer }: Copy, { first, count, to: end }: CopyPiece): Promise<void> {
  const step = to.stride / from.stride;
  const start = from.rowsAt(to.iterationOf(first)) - 1;
  const columns: Float64Array[][] = [];
  for (const [column, { kind }] of from.columns.entries()) {
    const series: Float64Array[] = [];
    for (let i = 0; kind !== 'index' && i < from.series; i++)
      series.push(every(await reader.read(column, i, start, end), step));
    columns.push(series);
  }
  const rows = to.rowsOf(first, count, (column, temperature, chain, target) => {
    (target as Float64Array).set(columns[column]?.[temperature * to.chains + chain] as Float64Array);
  });
  await writer.append(rows);
}

/** Returns every `step`-th number, from the first on. */
const every = (numbers: Float64Array, step: number): Float64Array =>
  Float64Array.from({ length: Math.ceil(numbers.length / step) }, (_, i) => numbers[i * step] as number);
