import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { ExportSource } from '#src/export/export-format.js';
import type { CSVOptions } from '#src/export/formats.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { memorySource, VARIABLES } from '../../helpers/export/memory-source.js';
import { writeCSV } from '../../helpers/export/write.js';
import { runPython, testWithPython } from '../../helpers/python.js';

const SPECIAL = [Number.NaN, -0, 5e-324, Number.MAX_VALUE, Infinity, -Infinity, 0.1, 1e21, 1e-7];

const SOURCE = memorySource({
  chains: 3,
  temperatures: 2,
  length: 20,
  every: 4,
  value: (name, _temperature, _chain, draw) => (name === 'mu' ? SPECIAL[draw] : undefined),
});

/** Rows as they should be: each number by its bits. */
async function expectedRows(source: ExportSource, draws: readonly number[], levels: number): Promise<string[][]> {
  const names = ['beta', ...source.variables.map(({ name }) => name)];
  const rows: string[][] = [];
  for (const draw of draws) {
    for (let chain = 0; chain < source.chains; chain++) {
      for (let temperature = 0; temperature < levels; temperature++) {
        const selection = { chain, temperature, from: draw, to: draw + 1 };
        const numbers = await Promise.all(
          names.map(async (name) => (await source.draws(name, selection))[0] as number),
        );
        rows.push([source.iterationOfDraw(draw), chain, temperature, ...numbers].map(bits));
      }
    }
  }
  return rows;
}

const bits = (value: number): string => Buffer.from(new Float64Array([value]).buffer).toString('hex');

const READ = `
import csv, json, struct, sys
with open(sys.argv[1], newline='', encoding='utf-8') as f:
    header, *rows = csv.reader(f)
print(json.dumps({'header': header, 'rows': [[struct.pack('<d', float(v)).hex() for v in row] for row in rows]}))
`;

const CASES: readonly (readonly [title: string, options: CSVOptions, draws: readonly number[], levels: number])[] = [
  ['the coldest temperature', {}, Array.from({ length: 20 }, (_, i) => i), 1],
  ['all temperatures after burn-in, thinned', { burnIn: 13, thin: 3, temperatures: 'all' }, [3, 6, 9, 12, 15, 18], 2],
];

for (const [title, options, draws, levels] of CASES) {
  testWithPython([])(`Python reads back the very numbers: ${title}`, async (t) => {
    const file = join(temporaryDirectory(t), 'run.csv');
    await writeCSV(SOURCE, file, options);
    const read = JSON.parse(runPython(READ, [file], [])) as { header: string[]; rows: string[][] };
    const names = VARIABLES.map(({ name }) => name);
    t.deepEqual(read.header, ['iteration', 'chain', 'temperature', 'beta', ...names]);
    t.deepEqual(read.rows, await expectedRows(SOURCE, draws, levels));
  });
}

test('names are quoted where they must be, and made different', async (t) => {
  const file = join(temporaryDirectory(t), 'run.csv');
  const names = ['a,b', 'say "x"', '', 'two\nlines', ' x', 'chain', 'temperature_', 'temperature', 'plain'];
  const variables = names.map((name) => ({ name, kind: 'parameter' as const }));
  await writeCSV(memorySource({ variables, length: 1 }), file, {});
  const header =
    'iteration,chain,temperature,beta,"a,b","say ""x""","","two\nlines"," x",chain_,temperature_,temperature__,plain\n';
  t.true((await readFile(file, 'utf8')).startsWith(header));
});

test('numbers are the shortest that read back exactly', async (t) => {
  const file = join(temporaryDirectory(t), 'run.csv');
  const variables = [{ name: 'mu', kind: 'parameter' }] as const;
  const value = (name: string, _temperature: number, _chain: number, draw: number): number | undefined =>
    name === 'beta' ? 1 : SPECIAL[draw];
  await writeCSV(memorySource({ chains: 1, length: SPECIAL.length, variables, value }), file, {});
  const texts = ['NaN', '-0', '5e-324', '1.7976931348623157e+308', 'Infinity', '-Infinity', '0.1', '1e+21', '1e-7'];
  const rows = texts.map((text, i) => `${i + 1},0,0,1,${text}\n`);
  t.is(await readFile(file, 'utf8'), ['iteration,chain,temperature,beta,mu\n', ...rows].join(''));
});

test('a run of more than one piece has all its rows, in order', async (t) => {
  const file = join(temporaryDirectory(t), 'run.csv');
  const variables = [{ name: 'x', kind: 'parameter' }] as const;
  const source = memorySource({ chains: 300, length: 4000, variables, value: (name) => (name === 'beta' ? 1 : 0.5) });
  await writeCSV(source, file, { thin: 1 });
  const lines = (await readFile(file, 'utf8')).split('\n');
  t.is(lines.length, 300 * 4000 + 2);
  const wrong = lines.slice(1, -1).findIndex((line, i) => line !== `${Math.floor(i / 300) + 1},${i % 300},0,1,0.5`);
  t.is(wrong, -1);
});
