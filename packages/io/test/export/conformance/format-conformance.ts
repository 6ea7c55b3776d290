import { join } from 'node:path';
import type { DrawOptions, ExportFormat, ExportSource } from '@epsie/io';
import { exportSource } from '#src/export/export-run.js';
import { memorySource } from '../../helpers/export/memory-source.js';

/** Reads the draws of a parameter at the coldest temperature from an exported file, by chain. */
export type ReadBack = (file: string, name: string) => Promise<readonly ArrayLike<number>[]>;

/** A check of {@link formatConformance}. */
export type FormatCheck = { readonly name: string; readonly run: (directory: string) => Promise<void> };

const SPECIAL = [Number.NaN, -0, 5e-324, Number.MAX_VALUE, Infinity, -Infinity, 0.1, 1e21, 1e-7];

const SOURCE = memorySource({
  chains: 3,
  temperatures: 2,
  length: 40,
  every: 2,
  value: (name, _temperature, chain, draw) => (name === 'mu' && chain === 1 ? SPECIAL[draw] : undefined),
});

/** Numbers that a format may read at once. */
const LARGEST_READ = 2 ** 18;

/** Returns checks that an export format keeps its contract: each a test for a file that `read` reads back. */
export function formatConformance<Checked>(
  format: ExportFormat<DrawOptions, Checked>,
  read: ReadBack,
): readonly FormatCheck[] {
  const written = async (directory: string, options: object): Promise<void> => {
    const file = join(directory, 'draws');
    await exportSource(SOURCE, file, format, options);
    await expectDraws(file, options, read);
  };
  return [
    { name: 'writes every draw of every chain, bit by bit', run: (directory) => written(directory, {}) },
    { name: 'leaves out burn-in', run: (directory) => written(directory, { burnIn: 13 }) },
    { name: 'thins the draws after burn-in', run: (directory) => written(directory, { burnIn: 2, thin: 4 }) },
    { name: 'reads long runs in parts', run: (directory) => expectParts(format, directory) },
    { name: 'passes on errors of the source', run: (directory) => expectError(format, directory) },
  ];
}

async function expectDraws(file: string, options: DrawOptions, read: ReadBack): Promise<void> {
  const { burnIn = 0, thin = 1 } = options;
  const from = Math.floor(burnIn / 2);
  const actual = await read(file, 'mu');
  for (let chain = 0; chain < SOURCE.chains; chain++) {
    const expected = await SOURCE.draws('mu', { chain, from, thin });
    const found = Array.from(actual[chain] ?? []);
    if (found.length !== expected.length)
      throw new Error(`Expected ${expected.length} draws of chain ${chain}, got ${found.length}`);
    const i = found.findIndex((value, k) => !Object.is(value, expected[k]));
    if (i !== -1) throw new Error(`Expected ${expected[i]} as draw ${i} of chain ${chain}, got ${found[i]}`);
  }
}

async function expectParts<Checked>(format: ExportFormat<DrawOptions, Checked>, directory: string): Promise<void> {
  let largest = 0;
  const long = memorySource({ chains: 4, length: 270_000, variables: [{ name: 'mu', kind: 'parameter' }] });
  const draws: ExportSource['draws'] = async (name, selection) => {
    const numbers = await long.draws(name, selection);
    largest = Math.max(largest, numbers.length);
    return numbers;
  };
  await exportSource({ ...long, draws }, join(directory, 'long'), format, {});
  if (largest > LARGEST_READ) throw new Error(`Expected reads of at most ${LARGEST_READ} numbers, got ${largest}`);
}

async function expectError<Checked>(format: ExportFormat<DrawOptions, Checked>, directory: string): Promise<void> {
  const failure = new Error('the disk is gone');
  const source: ExportSource = { ...SOURCE, draws: () => Promise.reject(failure) };
  const error = await exportSource(source, join(directory, 'failed'), format, {}).catch((e: unknown) => e);
  if (error !== failure) throw new Error(`Expected the error of the source, got ${String(error)}`);
}
