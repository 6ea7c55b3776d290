import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import test from 'ava';
import { type Dataset, File, ready } from 'h5wasm/node';
import type { ExportSource } from '#src/export/export-format.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { expectedHash, exported, READERS, testInPython } from '../../helpers/export/exported.js';
import { memorySource } from '../../helpers/export/memory-source.js';
import { hashOf } from '../../helpers/export/read-netcdf.js';
import { writeNetCDF } from '../../helpers/export/write.js';

testInPython('data of the user are there, with dimensions and coordinates', async (t) => {
  const grid = Float64Array.from({ length: 6 }, (_, i) => i / 3);
  const read = await exported(t, memorySource(), {
    observedData: { y: [1, 2, 3], counts: new Uint8Array([4, 5]) },
    constantData: {
      x: { data: [0.5, 1.5], shape: [2], dims: ['x'] },
      grid: { data: grid, shape: [2, 3], dims: ['x', 'k'] },
    },
  });
  for (const reader of READERS) {
    const { observed_data, constant_data } = read[reader];
    t.like(observed_data?.variables['y'], { dims: ['y_dim_0'], hash: hashOf([new Float64Array([1, 2, 3])]) });
    t.like(observed_data?.variables['counts'], { dtype: 'float64', hash: hashOf([new Float64Array([4, 5])]) });
    t.like(constant_data?.variables['grid'], { dims: ['x', 'k'], shape: [2, 3], hash: hashOf([grid]) });
    t.is(constant_data?.variables['x']?.hash, hashOf([new Float64Array([0.5, 1.5])]));
    t.deepEqual(constant_data?.indexes, ['k', 'x']);
  }
});

testInPython('a run of more than one slab per chain keeps its numbers', async (t) => {
  const long = memorySource({ length: 300_001, variables: [{ name: 'x', kind: 'parameter' }] });
  const read = await exported(t, long, {
    burnIn: 7,
    thin: 2,
    constantData: { big: new Float64Array(300_000).fill(0.1) },
  });
  t.is(read.h5py['posterior']?.variables['x']?.hash, await expectedHash(long, 'x', { from: 7, thin: 2 }, 1));
  t.is(read.h5py['constant_data']?.variables['big']?.hash, hashOf([new Float64Array(300_000).fill(0.1)]));
  const wide = memorySource({
    chains: 70,
    temperatures: 5,
    length: 3000,
    variables: [{ name: 'x', kind: 'parameter' }],
  });
  const tempered = (await exported(t, wide)).h5py['tempered_posterior'];
  t.is(tempered?.variables['x']?.hash, await expectedHash(wide, 'x', {}, 5));
});

test('deflate is the only filter, and only if it is asked for', async (t) => {
  const file = join(temporaryDirectory(t), 'run.nc');
  await ready;
  for (const [compression, filters] of [
    [0, []],
    [6, [['deflate', [6]]]],
  ] as const) {
    await writeNetCDF(memorySource(), file, { compression });
    const read = new File(file, 'r');
    const found = (read.get('posterior/mu') as Dataset).filters;
    read.close();
    t.deepEqual(
      found.map(({ name, cd_values }) => [name, cd_values]),
      filters as unknown,
    );
  }
});

test('exports at the same time do not disturb each other', async (t) => {
  const directory = temporaryDirectory(t);
  await ready;
  const sources = [500, 501, 502].map((length) => memorySource({ chains: 3, temperatures: 2, length }));
  const slow = (source: ExportSource): ExportSource => ({
    ...source,
    draws: async (name, selection) => wait(Math.random() * 3).then(() => source.draws(name, selection)),
  });
  await Promise.all(sources.map((source) => writeNetCDF(slow(source), join(directory, `${source.length}.nc`), {})));
  for (const source of sources) {
    const read = new File(join(directory, `${source.length}.nc`), 'r');
    const { value } = read.get('tempered_posterior/mu') as Dataset;
    read.close();
    t.is(hashOf([value as Float64Array]), await expectedHash(source, 'mu', {}, 2));
  }
});
