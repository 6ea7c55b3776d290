import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportSource } from '#src/export/export-format.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { expectedHash, exported, READERS, testInPython } from '../../helpers/export/exported.js';
import { memorySource } from '../../helpers/export/memory-source.js';
import { hashOf, NETCDF_MODULES } from '../../helpers/export/read-netcdf.js';
import { writeNetCDF } from '../../helpers/export/write.js';
import { runPython } from '../../helpers/python.js';

const NAN_WITH_PAYLOAD = new Float64Array(new BigUint64Array([0x7ff8_0000_dead_beefn]).buffer)[0] as number;
const SPECIAL = [Number.NaN, NAN_WITH_PAYLOAD, -0, 5e-324, Infinity, -Infinity, 9.969209968386869e36];

const TEMPERED = memorySource({
  chains: 3,
  temperatures: 4,
  length: 40,
  every: 3,
  sweeps: 60,
  value: (name, _temperature, _chain, draw) => (name === 'log σ' ? SPECIAL[draw] : undefined),
});

const NAMES = [
  ['posterior', 'mu', 'mu'],
  ['posterior', 'log σ', 'log σ'],
  ['sample_stats', 'logl', 'logLikelihood'],
  ['sample_stats', 'logp', 'logPrior'],
  ['sample_stats', 'acceptance_rate', 'acceptanceRatio'],
  ['sample_stats', 'accepted', 'accepted'],
  ['sample_stats', 'distance', 'distance'],
] as const;

testInPython('every reader finds all groups with the very numbers of the run', async (t) => {
  const read = await exported(t, TEMPERED, { burnIn: 30, thin: 4 });
  const groups = [
    ['', { from: 10, thin: 4 }, 1],
    ['warmup_', { from: 0, to: 10 }, 1],
    ['tempered_', { from: 10, thin: 4 }, 4],
  ] as const;
  for (const reader of READERS) {
    t.is(Object.keys(read[reader]).length, 7);
    for (const [prefix, range, levels] of groups) {
      for (const [group, name, stat] of NAMES) {
        const hash = await expectedHash(TEMPERED, stat, range, levels);
        t.is(read[reader][prefix + group]?.variables[name]?.hash, hash, `${reader} ${prefix}${group} ${name}`);
      }
    }
    const beta = await expectedHash(TEMPERED, 'beta', { from: 10, thin: 4 }, 4);
    t.is(read[reader]['tempered_posterior']?.variables['beta']?.hash, beta);
    t.is(read[reader]['tempered_sample_stats']?.variables['beta']?.hash, beta);
  }
});

testInPython('every reader finds dimensions, coordinates and types', async (t) => {
  const read = await exported(t, TEMPERED, { burnIn: 30, thin: 4, compression: 3 });
  for (const reader of READERS) {
    const { posterior, sample_stats, tempered_posterior } = read[reader];
    t.like(posterior, { indexes: ['chain', 'draw'] });
    t.like(posterior?.variables['mu'], { dtype: 'float64', dims: ['chain', 'draw'], shape: [3, 8] });
    t.like(posterior?.variables['draw'], { dtype: 'int64', dims: ['draw'], hash: hashInt64([0, 1, 2, 3, 4, 5, 6, 7]) });
    const iteration = { dtype: 'int64', hash: hashInt64([33, 45, 57, 69, 81, 93, 105, 117]) };
    t.like(posterior?.variables['iteration'], iteration);
    t.is(sample_stats?.variables['accepted']?.dtype, reader === 'h5py' ? 'int8' : 'bool');
    t.like(tempered_posterior?.variables['mu'], { dims: ['temperature', 'chain', 'draw'], shape: [4, 3, 8] });
    t.like(tempered_posterior?.variables['temperature'], { dtype: 'int64', hash: hashInt64([0, 1, 2, 3]) });
  }
  for (const reader of ['netcdf4', 'h5netcdf'] as const) {
    t.deepEqual(read[reader]['posterior']?.coordinates, ['chain', 'draw', 'iteration']);
    t.deepEqual(read[reader]['sample_stats']?.coordinates, ['chain', 'draw', 'iteration']);
    const tempered = ['beta', 'chain', 'draw', 'iteration', 'temperature'];
    t.deepEqual(read[reader]['tempered_posterior']?.coordinates, tempered);
    t.deepEqual(read[reader]['temperature_swaps']?.coordinates, [
      'chain',
      'iteration',
      'swap',
      'temperature',
      'temperature_pair',
    ]);
  }
});

const hashInt64 = (values: readonly number[]): string => hashOf([BigInt64Array.from(values, BigInt)]);

testInPython('sweeps after burn-in are there, unthinned', async (t) => {
  const read = await exported(t, TEMPERED, { burnIn: 31, thin: 4 });
  const index: Int32Array[] = [];
  const ratio: Float64Array[] = [];
  for (let temperature = 0; temperature < 4; temperature++) {
    for (let chain = 0; chain < 3; chain++) {
      index.push(Int32Array.from(await TEMPERED.swaps('index', { chain, temperature, from: 15 })));
      if (temperature < 3) ratio.push(await TEMPERED.swaps('ratio', { chain, temperature, from: 15 }));
    }
  }
  for (const reader of READERS) {
    const variables = read[reader]['temperature_swaps']?.variables;
    t.like(variables?.['index'], { dtype: 'int32', dims: ['temperature', 'chain', 'swap'], hash: hashOf(index) });
    t.like(variables?.['acceptance'], { dims: ['temperature_pair', 'chain', 'swap'], hash: hashOf(ratio) });
    t.is(variables?.['iteration']?.hash, hashInt64(Array.from({ length: 45 }, (_, i) => 32 + 2 * i)));
  }
});

testInPython('lp is the sum of log likelihood and log prior', async (t) => {
  const read = await exported(t, TEMPERED);
  const lp: Float64Array[] = [];
  for (let chain = 0; chain < 3; chain++) {
    const prior = await TEMPERED.draws('logPrior', { chain });
    lp.push((await TEMPERED.draws('logLikelihood', { chain })).map((value, i) => value + (prior[i] as number)));
  }
  t.is(read.h5py['sample_stats']?.variables['lp']?.hash, hashOf(lp));
});

testInPython('numpy finds the means of the file to the last bit', async (t) => {
  const directory = temporaryDirectory(t);
  const [file, raw] = [join(directory, 'run.nc'), join(directory, 'mu.bin')];
  await writeNetCDF(TEMPERED, file, {});
  const chains: Float64Array[] = [];
  for (const chain of [0, 1, 2]) chains.push(await TEMPERED.draws('mu', { chain }));
  await writeFile(raw, Buffer.concat(chains.map((chain) => new Uint8Array(chain.buffer))));
  const code = `import sys, numpy, xarray
mu = xarray.open_dataset(sys.argv[1], group='posterior').mu.values
ours = numpy.fromfile(sys.argv[2], '<f8').reshape(3, 40)
print(mu.mean() == ours.mean() and (mu.mean(axis=1) == ours.mean(axis=1)).all())`;
  t.is(runPython(code, [file, raw], NETCDF_MODULES).trim(), 'True');
});

testInPython('root and groups say where they come from', async (t) => {
  const read = await exported(t, memorySource({ seed: 2n ** 64n - 1n }), { burnIn: 4 });
  for (const reader of READERS) {
    for (const { attributes } of Object.values(read[reader])) {
      t.like(attributes, {
        creation_library: '@epsie/io',
        creation_library_language: 'TypeScript',
        inference_library: 'epsie',
        sample_dims: ['chain', 'draw'],
        sampling_time: 1.25,
        tuning_steps: 4,
        seed: '18446744073709551615',
        schema_version: 1,
      });
      t.regex(String(attributes['created_at']), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      t.regex(String(attributes['inference_library_version']), /^\d+\.\d+\.\d+/);
    }
  }
});

testInPython('what was not recorded is left out', async (t) => {
  const bare = memorySource({ variables: [{ name: 'x', kind: 'parameter' }] });
  t.deepEqual(Object.keys((await exported(t, bare)).netcdf4), ['posterior']);
  const some = memorySource({
    variables: [
      { name: 'x', kind: 'parameter' },
      { name: 'logPrior', kind: 'stat' },
    ],
  });
  const stats = (await exported(t, some)).netcdf4['sample_stats']?.variables;
  const names = Object.keys(stats ?? {}).toSorted((a, b) => a.localeCompare(b));
  t.deepEqual(names, ['chain', 'draw', 'iteration', 'logp']);
});

testInPython('warm-up and tempered groups can be left out', async (t) => {
  const read = await exported(t, TEMPERED, { burnIn: 30, warmup: false, tempered: false });
  t.deepEqual(Object.keys(read.h5py), ['posterior', 'sample_stats', 'temperature_swaps']);
});

testInPython('swaps of the coldest level are there where its draws alone are', async (t) => {
  const coldest: ExportSource = { ...TEMPERED, temperatures: 1 };
  const read = await exported(t, coldest);
  t.deepEqual(Object.keys(read.netcdf4), ['posterior', 'sample_stats', 'temperature_swaps']);
  t.deepEqual(read.netcdf4['temperature_swaps']?.variables['index']?.shape, [1, 3, 60]);
  t.deepEqual(read.netcdf4['temperature_swaps']?.variables['acceptance']?.shape, [1, 3, 60]);
});
