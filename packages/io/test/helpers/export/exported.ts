import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { ExportSource } from '#src/export/export-format.js';
import type { ExportOptions } from '#src/export/formats.js';
import { temporaryDirectory } from '../directory.ts';
import { testWithPython } from '../python.js';
import { hashOf, NETCDF_MODULES, type Reader, type ReadFile, readNetCDF } from './read-netcdf.js';
import { writeNetCDF } from './write.js';

/** All readers. */
export const READERS: readonly Reader[] = ['h5py', 'netcdf4', 'h5netcdf'];

/** Exports a source, and returns the contents that all readers find; `ncdump` must accept the file too, where it is installed. */
export async function exported(
  t: ExecutionContext,
  source: ExportSource,
  options: ExportOptions = {},
): Promise<ReadFile> {
  const file = join(temporaryDirectory(t), 'run.nc');
  await writeNetCDF(source, file, options);
  const dump = spawnSync('ncdump', ['-h', file], { encoding: 'utf8' });
  if (dump.error === undefined) t.is(dump.status, 0, dump.stderr);
  return readNetCDF(file);
}

/** A test that needs Python. */
export const testInPython: ReturnType<typeof testWithPython> = testWithPython(NETCDF_MODULES);

/** The hash of a variable of the run as it should be in the file. */
export async function expectedHash(source: ExportSource, name: string, range: object, levels: number): Promise<string> {
  const parts: (Float64Array | Int8Array)[] = [];
  for (let temperature = 0; temperature < levels; temperature++) {
    for (let chain = 0; chain < source.chains; chain++) {
      const numbers = await source.draws(name, { chain, temperature, ...range });
      parts.push(name === 'accepted' ? Int8Array.from(numbers) : numbers);
    }
  }
  return hashOf(parts);
}
