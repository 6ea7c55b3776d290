import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { CSVOptions, ExportOptions } from '#src/export/formats.js';
import { temporaryDirectory } from '../helpers/directory.ts';
import { memorySource } from '../helpers/export/memory-source.js';
import { writeCSV, writeNetCDF } from '../helpers/export/write.js';

const SOURCE = memorySource({ length: 10, every: 5 });

type Case = readonly [options: unknown, error: ErrorConstructor, message: RegExp];

const OF_DRAWS: readonly Case[] = [
  [null, TypeError, /options of `export\w+` to be an object, got null/],
  [{ burnin: 3 }, TypeError, /Unknown option `burnin` of `export\w+`: expected `burnIn`/],
  [{ burnIn: '3' }, TypeError, /`burnIn` to be an integer from 0 up, got "3" \(string\)/],
  [{ burnIn: -1 }, RangeError, /`burnIn` to be an integer from 0 up, got -1/],
  [{ burnIn: 0.5 }, RangeError, /`burnIn` to be an integer from 0 up, got 0.5/],
  [{ burnIn: 50 }, RangeError, /`burnIn` to be less than 50, the iteration of the last recorded draw, got 50/],
  [{ thin: 0 }, RangeError, /`thin` to be an integer from 1 up, got 0/],
  [{ thin: Number.NaN }, RangeError, /`thin` to be an integer from 1 up, got NaN/],
];

const OF_NETCDF: readonly Case[] = [
  ...OF_DRAWS,
  [{ warmup: 1 }, TypeError, /`warmup` to be true or false, got 1/],
  [{ tempered: 'no' }, TypeError, /`tempered` to be true or false, got "no"/],
  [{ compression: 10 }, RangeError, /`compression` to be an integer from 0 to 9, got 10/],
  [{ compression: true }, TypeError, /`compression` to be an integer from 0 to 9, got true/],
  [{ observedData: [1] }, TypeError, /`observedData` to be an object of arrays by name, got \[1\]/],
  [{ observedData: { y: 3 } }, TypeError, /`observedData.y` to be an array of one or more numbers, or .* got 3/],
  [{ observedData: { y: [] } }, TypeError, /`observedData.y` to be an array of one or more numbers/],
  [{ observedData: { y: ['a'] } }, TypeError, /`observedData.y` to be an array of one or more numbers/],
  [{ observedData: { y: null } }, TypeError, /`observedData.y` to be an array .* got null/],
  [
    { observedData: { 'a/b': [1] } },
    TypeError,
    /`observedData: name` to be a name that is valid in NetCDF.* got "a\/b"/,
  ],
  [{ constantData: { y: { data: [1, 2] } } }, TypeError, /`constantData.y.shape` to be an array of .* got undefined/],
  [{ constantData: { y: { data: [], shape: [0] } } }, TypeError, /`constantData.y.shape` .* got \[0\]/],
  [
    { constantData: { y: { data: [1], shape: [2] } } },
    RangeError,
    /`constantData.y.shape` to be the shape of 1 numbers/,
  ],
  [
    { constantData: { y: { data: [1], shape: [1], dims: [] } } },
    TypeError,
    /`constantData.y.dims` to be 1 different names/,
  ],
  [
    { constantData: { y: { data: [1], shape: [1, 1], dims: ['a', 'a'] } } },
    TypeError,
    /`constantData.y.dims` to be 2 different names, .* got \["a","a"\]/,
  ],
  [
    { constantData: { y: { data: [1], shape: [1], dims: [3] } } },
    TypeError,
    /`constantData.y.dims` to be a name .* got 3/,
  ],
  [
    {
      constantData: { x: { data: [1, 2], shape: [2], dims: ['a'] }, y: { data: [1], shape: [1], dims: ['a'] } },
    },
    RangeError,
    /`constantData.y` to be 2 long in `a`, got \[1\]/,
  ],
  [
    { constantData: { a: [1], y: { data: [1], shape: [1], dims: ['a'] } } },
    TypeError,
    /`constantData.a` to be an array with that dimension alone, since it has its name, got \["a_dim_0"\]/,
  ],
  [{ attributes: 'x' }, TypeError, /`attributes` to be an object of strings and numbers by name, got "x"/],
  [{ attributes: { a: true } }, TypeError, /`attributes.a` to be a string without NUL, or a number, got true/],
  [{ attributes: { a: 'x\0' } }, TypeError, /`attributes.a` to be a string without NUL/],
  [{ attributes: { 'a/b': 1 } }, TypeError, /`attributes: name` to be a name that is valid in NetCDF.* got "a\/b"/],
  [
    { attributes: { seed: 1 } },
    TypeError,
    /`attributes: name` to be different from the names of the attributes that every export has, got "seed"/,
  ],
];

const OF_CSV: readonly Case[] = [
  ...OF_DRAWS,
  [{ temperatures: 'hottest' }, TypeError, /`temperatures` to be 'coldest' or 'all', got "hottest"/],
  [{ compression: 3 }, TypeError, /Unknown option `compression` of `exportCSV`/],
];

test('rejects wrong options of NetCDF before anything is written', async (t) => {
  const directory = temporaryDirectory(t);
  for (const [options, instanceOf, message] of OF_NETCDF) {
    const file = join(directory, 'run.nc');
    await t.throwsAsync(writeNetCDF(SOURCE, file, options as ExportOptions), { instanceOf, message });
  }
  t.deepEqual(await readdir(directory), []);
});

test('rejects wrong options of CSV before anything is written', async (t) => {
  const directory = temporaryDirectory(t);
  for (const [options, instanceOf, message] of OF_CSV) {
    const file = join(directory, 'run.csv');
    await t.throwsAsync(writeCSV(SOURCE, file, options as CSVOptions), { instanceOf, message });
  }
  t.deepEqual(await readdir(directory), []);
});

test('rejects a run without draws', async (t) => {
  const directory = temporaryDirectory(t);
  const message = /Expected a run with draws, got one without any yet/;
  const empty = memorySource({ length: 0 });
  await t.throwsAsync(writeNetCDF(empty, join(directory, 'run.nc'), {}), { instanceOf: RangeError, message });
  await t.throwsAsync(writeCSV(empty, join(directory, 'run.csv'), {}), { instanceOf: RangeError, message });
  t.deepEqual(await readdir(directory), []);
});

test('rejects an invalid path of a file', async (t) => {
  for (const file of ['', 3, undefined, 'a\0b']) {
    const expected = { instanceOf: TypeError, message: /`file` to be the path of a file/ };
    await t.throwsAsync(writeNetCDF(SOURCE, file as string, {}), expected);
    await t.throwsAsync(writeCSV(SOURCE, file as string, {}), expected);
  }
});
