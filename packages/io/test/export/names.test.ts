import { join } from 'node:path';
import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import { distinctNames } from '#src/export/distinct-names.js';
import { validName } from '#src/export/netcdf/valid-name.js';
import { temporaryDirectory } from '../helpers/directory.ts';
import { testInPython } from '../helpers/export/exported.js';
import { memorySource } from '../helpers/export/memory-source.js';
import { hashOf, readNetCDF } from '../helpers/export/read-netcdf.js';
import { writeNetCDF } from '../helpers/export/write.js';

test('keeps names that are valid in NetCDF', (t) => {
  for (const name of ['x', 'm_1', 'log σ', 'β[0]', '1x', 'a.b', '_z', 'ln(1+z)', 'Ω']) t.is(validName(name), name);
});

test('makes names valid that NetCDF forbids', (t) => {
  t.is(validName(''), '_');
  t.is(validName('.'), '_.');
  t.is(validName('..'), '_..');
  t.is(validName('-x'), '_-x');
  t.is(validName('a/b/c'), 'a_b_c');
  t.is(validName('a\0b\nc'), 'a_b_c');
  t.is(validName('x  '), 'x');
  t.is(validName('e\u0301'), '\u00e9');
  t.is(validName('\ud800x'), '_x');
  t.is(Buffer.byteLength(validName('ü'.repeat(300))), 240);
});

test('keeps valid names, in any order', (t) => {
  t.deepEqual(distinctNames(['a/b', 'a_b', 'a_b_'], [], validName), ['a_b__', 'a_b', 'a_b_']);
  t.deepEqual(distinctNames(['chain', 'chain_', 'x'], ['chain']), ['chain__', 'chain_', 'x']);
  t.deepEqual(distinctNames(['x', 'x'], []), ['x', 'x_']);
});

const NAME = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[./_ab]{0,3}$/));

testProp('names are different and valid', [fc.array(NAME), fc.array(NAME)], (t, names, taken) => {
  const given = distinctNames(names, taken, validName);
  t.is(new Set([...given, ...taken]).size, names.length + new Set(taken).size);
  for (const name of given) t.is(validName(name), name);
});

const PARAMETERS = [
  'chain',
  'chain_',
  'draw',
  'lp',
  '',
  '.',
  '..',
  'a/b',
  'a_b',
  'beta',
  'iteration',
  '-x',
  ' x',
  'x ',
  'ü'.repeat(300),
];
const BLOBS = ['lp', 'lp_', 'logl', 'accepted', 'temperature', 'mu', 'x:y', '"', 'e\u0301', '\u00e9', 'a\nb'];

testInPython('names that collide result in a file that all readers can read', async (t) => {
  const source = memorySource({
    temperatures: 2,
    // A source knows its variables by name alone: those of other kinds are left out here.
    variables: [
      ...PARAMETERS.filter((name) => !BLOBS.includes(name)).map((name) => ({ name, kind: 'parameter' as const })),
      { name: 'logLikelihood', kind: 'stat' },
      { name: 'logPrior', kind: 'stat' },
      ...BLOBS.map((name) => ({ name, kind: 'blob' as const })),
    ],
  });
  const file = join(temporaryDirectory(t), 'run.nc');
  await writeNetCDF(source, file, {});
  for (const groups of Object.values(readNetCDF(file))) {
    const { posterior, sample_stats } = groups;
    const hash = async (name: string): Promise<string> =>
      hashOf([await source.draws(name, { chain: 0 }), await source.draws(name, { chain: 1 })]);
    const parameters = { 'a/b': 'a_b_', a_b: 'a_b', chain: 'chain__', chain_: 'chain_', beta: 'beta_', '': '_' };
    for (const [name, given] of Object.entries(parameters)) {
      t.is(posterior?.variables[given]?.hash, await hash(name), name);
    }
    for (const [name, given] of Object.entries({
      lp: 'lp__',
      lp_: 'lp_',
      logl: 'logl_',
      mu: 'mu',
      'e\u0301': '\u00e9_',
    })) {
      t.is(sample_stats?.variables[given]?.hash, await hash(name), name);
    }
  }
});
