import { open } from 'node:fs/promises';
import type { DrawOptions, DrawRange, ExportedDraws, ExportFormat } from '@epsie/io';

// A format as somebody else would add one: this file, and nothing in the package.

/** Draws in memory at once. */
const PART = 2 ** 14;

/** JSON lines: an object for each draw of each chain of the coldest temperature. */
export const jsonLines: ExportFormat<DrawOptions, undefined> = {
  owner: 'exportRun',
  options: [],
  check: () => undefined,
  write: async ({ source, sampling }, file) => {
    const target = await open(file, 'w');
    try {
      for (let chain = 0; chain < source.chains; chain++)
        for await (const text of linesOf(source, sampling, chain)) await target.writeFile(text);
    } finally {
      await target.close();
    }
  },
};

async function* linesOf(source: ExportedDraws['source'], { from, thin, count }: DrawRange, chain: number) {
  const names = source.variables.map(({ name }) => name);
  for (let start = 0; start < count; start += PART) {
    const length = Math.min(PART, count - start);
    const first = from + start * thin;
    const part = { chain, from: first, to: first + (length - 1) * thin + 1, thin };
    const columns = await Promise.all(names.map(async (name) => source.draws(name, part)));
    yield Array.from({ length }, (_, i) => line(chain, names, columns, i)).join('');
  }
}

function line(chain: number, names: readonly string[], columns: readonly Float64Array[], i: number): string {
  const draw = names.map((name, k) => [name, text(columns[k]?.[i] as number)]);
  return `${JSON.stringify({ chain, ...Object.fromEntries(draw) })}\n`;
}

/** JSON has no words for −0, NaN and infinities. */
const text = (value: number): number | string =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);
