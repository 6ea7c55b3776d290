import { pad, shortened, widthOf } from './text.ts';

/** Spaces between two columns. */
const GAP = 2;

/**
 * Returns an aligned table: the first column on the left, the others on the right. Where the width does not suffice, the columns are printed
 * in several blocks below each other, each with the first column, so that no number is lost. The first column is shortened where it leaves no
 * room for another one, to half of the width at least.
 *
 * @param rows cells by row, the head first
 */
export function table(rows: readonly (readonly string[])[], width: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const room = Math.max(Math.floor(width / 2), width - GAP - Math.max(0, ...widths.slice(1)));
  const first = Math.min(widths[0] ?? 0, room);
  return blocksOf(widths, first, width)
    .map((columns) => block(rows, columns, [first, ...widths.slice(1)]))
    .join('\n\n');
}

/** Distributes the columns after the first over blocks that fit into the width. */
function blocksOf(widths: readonly number[], first: number, width: number): number[][] {
  const blocks: number[][] = [];
  let room = -1;
  for (let column = 1; column < widths.length; column++) {
    const needed = GAP + (widths[column] as number);
    if (blocks.length === 0 || needed > room) {
      blocks.push([]);
      room = width - first;
    }
    blocks.at(-1)?.push(column);
    room -= needed;
  }
  return blocks.length === 0 ? [[]] : blocks;
}

function block(rows: readonly (readonly string[])[], columns: readonly number[], widths: readonly number[]): string {
  const gap = ' '.repeat(GAP);
  const line = (row: readonly string[]): string =>
    [0, ...columns]
      .map((column) => {
        const cell = shortened(row[column] ?? '', column === 0 ? (widths[0] as number) : Number.POSITIVE_INFINITY);
        return pad(cell, widths[column] as number, column > 0);
      })
      .join(gap)
      .trimEnd();
  return rows.map(line).join('\n');
}
