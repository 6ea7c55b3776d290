import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportOutput } from '@epsie/cli';
import { exportCSV, exportNetCDF } from '@epsie/io';
import test from 'ava';
import { epsie, json } from '../helpers/epsie.ts';
import { createEmpty, createTempered, directoryFor } from '../helpers/runs.ts';

const cwd = directoryFor(test);
const at = (name: string): string => join(cwd, name);
const read = (name: string): Buffer => readFileSync(at(name));

test.before('runs are created', async () => {
  await createTempered(at('tempered.run'));
  await createEmpty(at('empty.run'));
});

test('a .csv file is that of exportCSV', async (t) => {
  await exportCSV(at('tempered.run'), at('expected.csv'), { burnIn: 500, thin: 10, temperatures: 'all' });
  const args = ['export', 'tempered.run', 'got.csv', '--burn-in', '500', '--thin', '10', '--temperatures', 'all'];
  const { code, data } = json(args, { cwd });
  t.is(code, 0);
  t.deepEqual(read('got.csv'), read('expected.csv'));
  t.deepEqual(data as ExportOutput, {
    command: 'export',
    ok: true,
    run: 'tempered.run',
    file: 'got.csv',
    format: 'csv',
    bytes: read('got.csv').length,
  });
});

test('a .nc file is that of exportNetCDF, but for the time in it', async (t) => {
  const options = { burnIn: 500, thin: 10, warmup: false, tempered: false, compression: 4 };
  await exportNetCDF(at('tempered.run'), at('expected.nc'), options);
  const flags = ['--no-warmup', '--compression', '4', '--temperatures', 'coldest'];
  const { code, stdout } = epsie(['export', 'tempered.run', 'got.NC', '--burn-in', '500', '--thin', '10', ...flags], {
    cwd,
  });
  t.is(code, 0);
  t.regex(stdout, /^Wrote got\.NC \(\d.* [kM]?B\)\n$/);
  t.is(read('got.NC').length, read('expected.nc').length);
});

const fails = (title: string, args: readonly string[], message: RegExp): void =>
  test(title, (t) => {
    const { code, stderr } = epsie(['export', ...args], { cwd });
    t.is(code, 1);
    t.regex(stderr, message);
    t.false(existsSync(at(args[1] ?? '')));
  });

fails('another ending is refused', ['tempered.run', 'x.txt'], /ends with \.nc, \.netcdf, \.csv, got `x\.txt`/);
fails('an option of NetCDF is refused for .csv', ['tempered.run', 'y.csv', '--no-warmup'], /with a \.nc file only/);
fails('a run without draws is refused', ['empty.run', 'z.csv'], /has no draws yet/);
fails('a folder that does not exist is named', ['tempered.run', 'nowhere/x.csv'], /there is no directory nowhere/);
fails(
  'a level of compression is checked',
  ['tempered.run', 'w.nc', '--compression', '12'],
  /`--compression` to be an integer from 0 to 9, got 12/,
);
