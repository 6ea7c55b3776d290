import { rowsOf } from '../recording/bounded-swaps.ts';
import { foldSwaps, noSwaps, type PendingSwaps, type SwapShape } from '../recording/swap-fold.ts';
import { type Copy, piecesOf } from './copy.ts';

/** Folds rows of swaps to those of a longer interval, and returns the swaps after the last. */
export async function thinSwaps(copy: Copy, shape: SwapShape): Promise<PendingSwaps> {
  const { to, writer, rows } = copy;
  let done = 0;
  for (const { first, to: end } of piecesOf(copy)) {
    await writer.append(rowsOf(to, first, await foldRows(copy, shape, done, end)));
    done = end;
  }
  return (await foldRows(copy, shape, done, rows)).pending;
}

async function foldRows({ from, to, reader }: Copy, shape: SwapShape, start: number, end: number) {
  const read = async (name: 'index' | 'ratio'): Promise<Float64Array[]> => {
    const column = from.columns.findIndex((candidate) => candidate.name === name);
    const series: Float64Array[] = [];
    for (let i = 0; i < from.series; i++) series.push(await reader.read(column, i, start, end));
    return series;
  };
  const numbers = { index: await read('index'), ratio: await read('ratio') };
  const iterationOf = (row: number): number => (row === 0 ? 0 : from.iterationOf(row - 1));
  return foldSwaps(
    shape,
    noSwaps(shape, iterationOf(start)),
    {
      count: end - start,
      endsRow: (row) => from.iterationOf(start + row) % to.stride === 0,
      read: (name, temperature, chain) => numbers[name][temperature * shape.chains + chain] as Float64Array,
    },
    iterationOf(end),
  );
}
