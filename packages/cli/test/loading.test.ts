// What a command loads: starting `epsie info` must cost little more than starting Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { EPSIE } from './helpers/epsie.ts';
import { createGaussian, directoryFor } from './helpers/runs.ts';

const cwd = directoryFor(test);
const RUN = join(cwd, 'a.run');

test.before('a run is created', () => createGaussian(RUN, 300));

/** Returns the modules that a command loads, other than those of Node. */
function loaded(args: readonly string[]): string[] {
  const folder = mkdtempSync(join(cwd, 'coverage-'));
  spawnSync(process.execPath, [EPSIE, ...args], { env: { ...process.env, NODE_V8_COVERAGE: folder } });
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const urls = texts.flatMap((text) =>
    (JSON.parse(text) as { result: { url: string }[] }).result.map(({ url }) => url),
  );
  return [...new Set(urls.filter((url) => url.startsWith('file:')))];
}

const HEAVY =
  /\/core\/dist\/(sampler|proposals|tempering|model|pool)\/|\/core\/dist\/index\.js|\/(analysis|plots)\/|h5wasm/;
const heavy = (args: readonly string[]): string[] => loaded(args).filter((url) => HEAVY.test(url));

test('info, help and completion load neither samplers nor analysis nor HDF5', (t) => {
  for (const args of [['info', RUN], ['help'], ['help', 'summary'], ['completion', 'bash'], ['--version'], []])
    t.deepEqual(heavy(args), [], args.join(' '));
});

test('info loads fewer than 90 modules, and help fewer than 30', (t) => {
  const info = loaded(['info', RUN]);
  t.true(info.length > 10 && info.length < 90, String(info.length));
  t.true(loaded(['help']).length < 30, String(loaded(['help']).length));
});

test('a command that needs them does load them', (t) => {
  t.true(heavy(['summary', RUN]).length > 50);
});

test('only the export to NetCDF loads HDF5', (t) => {
  const hasHDF5 = (args: readonly string[]): boolean => loaded(args).some((url) => url.includes('h5wasm'));
  t.false(hasHDF5(['summary', RUN]));
  t.false(hasHDF5(['export', RUN, join(cwd, 'a.csv')]));
  t.true(hasHDF5(['export', RUN, join(cwd, 'a.nc')]));
});
