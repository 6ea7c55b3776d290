import { open } from 'node:fs/promises';
import { expected, typeError } from '@epsie/core/checks';
import type { RecordedRun } from '../../run/recorded-run.ts';
import { distinctNames } from '../distinct-names.ts';
import { type DrawOptions, type DrawRange, type DrawSlice, drawAt, sliceOf } from '../draw-range.ts';
import type { ExportFormat, ExportSource } from '../export-format.ts';
import { exportRun } from '../export-run.ts';

/** Options of {@link exportCSV}. */
export type CSVOptions = DrawOptions & {
  /** Recorded temperatures to write. Default `'coldest'`. */
  readonly temperatures?: 'coldest' | 'all';
};

type Temperatures = NonNullable<CSVOptions['temperatures']>;

/** Numbers in memory at once: 16 MiB. */
const MAX_NUMBERS = 2 ** 21;
/** Characters per write. */
const MAX_TEXT = 2 ** 18;
const INDEX_NAMES = ['iteration', 'chain', 'temperature', 'beta'];

/** Comma-separated values: a row for each iteration, chain and temperature. */
export const csv: ExportFormat<CSVOptions, Temperatures> = {
  owner: 'exportCSV',
  options: ['temperatures'],
  check: ({ temperatures = 'coldest' }) => {
    if (temperatures === 'coldest' || temperatures === 'all') return temperatures;
    throw typeError(expected('temperatures', "'coldest' or 'all'", temperatures));
  },
  write: async ({ source, sampling }, file, temperatures) => {
    const levels = temperatures === 'all' ? source.temperatures : 1;
    const target = await open(file, 'w');
    try {
      for await (const text of gathered(rows(source, sampling, levels))) await target.writeFile(text);
    } finally {
      await target.close();
    }
  },
};

/**
 * Writes the draws after burn-in to a CSV file (RFC 4180, lines end in LF, UTF-8): a row for each iteration, chain and temperature, in
 * this order, with `iteration,chain,temperature,beta` and all that was recorded. Numbers are the shortest that read back exactly;
 * also `NaN`, `Infinity`, `-Infinity` and `-0`. A variable that has the name of one of the first columns gets a `_` at the end.
 *
 * The file is replaced atomically: until it is complete, there is the old file, or no file.
 *
 * @param run the run, as of the commit that it shows, or the path of its directory
 * @throws TypeError and RangeError for wrong options, before anything is written
 * @throws EpsieError `FILE_FAILED` if the file cannot be written
 */
export async function exportCSV(run: RecordedRun | string, file: string, options: CSVOptions = {}): Promise<void> {
  await exportRun(run, file, csv, options);
}

/** Joins lines into pieces that are worth a write. */
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

async function* rows(source: ExportSource, range: DrawRange, levels: number): AsyncGenerator<string> {
  const names = source.variables.map(({ name }) => name);
  yield `${[...INDEX_NAMES, ...distinctNames(names, INDEX_NAMES)].map(quote).join(',')}\n`;
  const perDraw = source.chains * levels * (1 + names.length);
  const most = Math.max(1, Math.floor(MAX_NUMBERS / perDraw));
  for (let start = 0; start < range.count; start += most) {
    const count = Math.min(most, range.count - start);
    const piece = await readPiece(source, names, levels, sliceOf(range, start, count));
    for (let k = 0; k < count; k++) yield rowsOfDraw(piece, k, source.iterationOfDraw(drawAt(range, start + k)));
  }
}

/** Draws of one chain at one temperature: inverse temperatures, then a column for each variable. */
type Series = { readonly chain: number; readonly temperature: number; readonly columns: readonly Float64Array[] };

async function readPiece(
  source: ExportSource,
  names: readonly string[],
  levels: number,
  slice: DrawSlice,
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
