import { open } from 'node:fs/promises';
import type { DrawSource } from '../../run/reading/draw-source.ts';
import { type DrawRange, drawAt, sliceOf, splitDraws } from '../draw-range.ts';
import { distinctNames } from '../names.ts';
import { type CSVOptions, checkCSV, checkPath } from '../options.ts';
import { replaceFile } from '../replace-file.ts';

/** Numbers that are in memory at once: 16 MiB. */
const MAX_NUMBERS = 2 ** 21;
/** Characters that are written in one go. */
const MAX_TEXT = 2 ** 18;
const KEYS = ['iteration', 'chain', 'temperature', 'beta'];

/** {@link exportCSV} of what is open already. */
export async function writeCSV(source: DrawSource, file: string, options: CSVOptions): Promise<void> {
  checkPath(file);
  const checked = checkCSV(options);
  const { sampling } = splitDraws(source, checked);
  const levels = checked.temperatures === 'all' ? source.temperatures : 1;
  await replaceFile(file, async (temporary) => {
    const target = await open(temporary, 'w');
    try {
      for await (const text of gathered(rows(source, sampling, levels))) await target.writeFile(text);
    } finally {
      await target.close();
    }
  });
}

/** Lines in pieces that are worth a write. */
async function* gathered(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const line of lines) {
    text += line;
    if (text.length < MAX_TEXT) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function* rows(source: DrawSource, range: DrawRange, levels: number): AsyncGenerator<string> {
  const names = source.variables.map(({ name }) => name);
  yield `${[...KEYS, ...distinctNames(names, KEYS)].map(quote).join(',')}\n`;
  const perDraw = source.chains * levels * (1 + names.length);
  const most = Math.max(1, Math.floor(MAX_NUMBERS / perDraw));
  for (let start = 0; start < range.count; start += most) {
    const count = Math.min(most, range.count - start);
    const piece = await readPiece(source, names, levels, sliceOf(range, start, count));
    for (let k = 0; k < count; k++) yield rowsOfDraw(piece, k, source.iterationOfDraw(drawAt(range, start + k)));
  }
}

/** Draws of one chain at one temperature: a column for each variable. */
type Series = { readonly chain: number; readonly temperature: number; readonly columns: readonly Float64Array[] };

async function readPiece(
  source: DrawSource,
  names: readonly string[],
  levels: number,
  slice: ReturnType<typeof sliceOf>,
): Promise<Series[]> {
  const piece: Series[] = [];
  for (let chain = 0; chain < source.chains; chain++) {
    for (let temperature = 0; temperature < levels; temperature++) {
      const selection = { chain, temperature, ...slice };
      const columns = [await source.betas(selection)];
      for (const name of names) columns.push(await source.draws(name, selection));
      piece.push({ chain, temperature, columns });
    }
  }
  return piece;
}

function rowsOfDraw(piece: readonly Series[], k: number, iteration: number): string {
  let text = '';
  for (const { chain, temperature, columns } of piece) {
    text += `${iteration},${chain},${temperature}`;
    for (const column of columns) text += `,${format(column[k] as number)}`;
    text += '\n';
  }
  return text;
}

const format = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

const quote = (name: string): string =>
  name === '' || /[",\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
