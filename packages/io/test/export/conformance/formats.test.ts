import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportRun, Run } from '@epsie/io';
import test from 'ava';
import { type Dataset, File, ready } from 'h5wasm/node';
import { csv, netCDF } from '#src/export/formats.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { startSampler } from '../../helpers/samplers.ts';
import { BROKEN_FORMATS } from './broken-formats.js';
import { formatConformance, type ReadBack } from './format-conformance.js';
import { jsonLines } from './json-lines.js';

const readCSV: ReadBack = async (file, name) => {
  const [header = '', ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const column = header.split(',').indexOf(name);
  const rows = lines.map((line) => line.split(','));
  return byChain(rows.map((row) => [Number(row[1]), Number(row[column])]));
};

const readJsonLines: ReadBack = async (file, name) => {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return byChain(lines.map((line) => JSON.parse(line)).map((row) => [row.chain, Number(row[name])]));
};

const readNetCDF: ReadBack = async (file, name) => {
  await ready;
  const opened = new File(file, 'r');
  const dataset = opened.get(`posterior/${name}`) as Dataset;
  const [chains, draws] = dataset.shape as [number, number];
  const all = dataset.value as Float64Array;
  opened.close();
  return Array.from({ length: chains }, (_, chain) => all.slice(chain * draws, (chain + 1) * draws));
};

function byChain(rows: readonly (readonly [chain: number, value: number])[]): number[][] {
  const chains: number[][] = [];
  for (const [chain, value] of rows) {
    chains[chain] ??= [];
    chains[chain].push(value);
  }
  return chains;
}

const checksOf = {
  csv: formatConformance(csv, readCSV),
  netcdf: formatConformance(netCDF, readNetCDF),
  'json-lines': formatConformance(jsonLines, readJsonLines),
};

for (const [format, checks] of Object.entries(checksOf)) {
  for (const { name, run } of checks) test(`${format} ${name}`, (t) => t.notThrowsAsync(run(temporaryDirectory(t))));
}

test('every format of the package is checked', async (t) => {
  const folder = fileURLToPath(new URL('../../../src/export', import.meta.url));
  const rooms = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  t.deepEqual(
    rooms.flatMap(({ name }) => (name in checksOf ? [] : [name])),
    [],
  );
});

for (const { fault, check, message, format } of BROKEN_FORMATS) {
  test(`a format that ${fault} is found out`, async (t) => {
    const found = formatConformance(format, readJsonLines).find(({ name }) => name === check);
    await t.throwsAsync(async () => found?.run(temporaryDirectory(t)), { message });
  });
}

test('every check is failed by a broken format', (t) => {
  const failed = new Set(BROKEN_FORMATS.map(({ check }) => check));
  t.deepEqual(
    formatConformance(jsonLines, readJsonLines).flatMap(({ name }) => (failed.has(name) ? [] : [name])),
    [],
  );
});

test("a run is exported to somebody else's format", async (t) => {
  const directory = temporaryDirectory(t);
  const sampler = await startSampler('gaussian');
  const run = await Run.create(join(directory, 'a.run'), sampler);
  await run.sample(sampler, { iterations: 30 });
  const file = join(directory, 'a.jsonl');
  await exportRun(run, file, jsonLines, { burnIn: 10 });
  const [first] = run.variables;
  t.deepEqual((await readJsonLines(file, first?.name ?? ''))[1], [
    ...(await run.draws(first?.name ?? '', { chain: 1, burnIn: 10 })),
  ]);
  await t.throwsAsync(exportRun(run, file, jsonLines, { burnin: 10 } as object), {
    message: /Unknown option `burnin`/,
  });
});
