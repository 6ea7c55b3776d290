import { firstAfter } from '@epsie/core/history';
import type { RecordedRun } from '../../run/recorded-run.ts';
import type { DrawRange } from '../draw-range.ts';
import type { ExportedDraws, ExportFormat } from '../export-format.ts';
import { exportRun } from '../export-run.ts';
import { type Attributes, standardAttributes } from './attributes.ts';
import { type DrawGroup, writeDraws } from './draw-groups.ts';
import { betaVariable, type DrawVariable, parameterVariables, statVariables } from './draw-variables.ts';
import { HDF5File } from './hdf5.ts';
import { NetCDFGroup } from './netcdf-group.ts';
import { type CheckedExport, checkNetCDF, type ExportOptions, NETCDF_OPTIONS } from './options.ts';
import { writeSwaps } from './swap-group.ts';
import { writeUserData } from './user-group.ts';

export type { ExportOptions } from './options.ts';

/** NetCDF-4 with the groups of ArviZ's InferenceData. */
export const netCDF: ExportFormat<ExportOptions, CheckedExport> = {
  owner: 'exportNetCDF',
  options: NETCDF_OPTIONS,
  check: checkNetCDF,
  write: async (draws, file, options) => {
    const target = await HDF5File.create(file);
    try {
      await writeGroups(draws, target, options);
      target.close();
    } catch (error) {
      target.abandon();
      throw error;
    }
  },
};

/**
 * Writes a run to a NetCDF-4 file with the groups of ArviZ's InferenceData: `posterior` and `sample_stats` (chain, draw) of the
 * coldest temperature, `warmup_…` of burn-in, `tempered_…` (temperature, chain, draw) with `beta`, `temperature_swaps`,
 * `observed_data` and `constant_data`. Quantities that were not recorded are left out.
 *
 * A parameter or blob keeps its name, with two exceptions. A name that is invalid in NetCDF is made valid: `/` and control
 * characters become `_`, and a name that does not begin with a letter, digit or `_` gets a `_` in front. A name that a coordinate
 * has (`chain`, `draw`, `iteration`, and with several temperatures `temperature` and `beta`), for a blob also that of a statistic,
 * gets as many `_` at the end as it takes to differ from all others.
 *
 * The file is replaced atomically: until it is complete, there is the old file, or no file.
 *
 * @param run the run, as of the commit that it shows, or the path of its directory
 * @throws TypeError and RangeError for wrong options, before anything is written
 * @throws EpsieError `FILE_FAILED` if the file cannot be written
 *
 * @example
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { exportNetCDF, Run } from '@epsie/io';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
 * const run = await Run.create('gaussian.run', sampler);
 * await sampler.start({ x: [0, 1] });
 * await run.sample(sampler, { iterations: 1000 });
 * await exportNetCDF(run, 'gaussian.nc', { burnIn: 200, thin: 10 }); // or the path: 'gaussian.run'
 * ```
 */
export async function exportNetCDF(
  run: RecordedRun | string,
  file: string,
  options: ExportOptions = {},
): Promise<void> {
  await exportRun(run, file, netCDF, options);
}

async function writeGroups(draws: ExportedDraws, file: HDF5File, options: CheckedExport): Promise<void> {
  const { source, burnIn } = draws;
  const { compression, observedData, constantData } = options;
  const attributes = standardAttributes(source, burnIn, new Date());
  setAttributes(file, { ...attributes, ...options.attributes });
  const addGroup = (name: string): NetCDFGroup => new NetCDFGroup(file, name, attributes, compression);
  for (const group of drawGroups(draws, options)) await writeDraws(source, addGroup(group.name), group);
  const sweeps = { length: source.sweeps, iterationOf: (sweep: number) => source.iterationOfSweep(sweep) };
  const sweep = firstAfter(sweeps, burnIn);
  if (sweep < source.sweeps) await writeSwaps(source, addGroup('temperature_swaps'), sweep);
  if (observedData.length > 0) await writeUserData(addGroup('observed_data'), observedData);
  if (constantData.length > 0) await writeUserData(addGroup('constant_data'), constantData);
}

function setAttributes(file: HDF5File, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) file.setAttribute(file.root, name, value);
}

type NamedGroup = DrawGroup & { readonly name: string };

function drawGroups({ source, warmup, sampling }: ExportedDraws, options: CheckedExport): NamedGroup[] {
  const [parameters, stats, beta] = [parameterVariables(source), statVariables(source), betaVariable(source)];
  const group = (name: string, range: DrawRange, variables: DrawVariable[]): NamedGroup => {
    return { name, range, variables, coordinates: [], tempered: false };
  };
  const groups = [group('posterior', sampling, parameters), group('sample_stats', sampling, stats)];
  if (options.warmup && warmup.count > 0) {
    groups.push(group('warmup_posterior', warmup, parameters), group('warmup_sample_stats', warmup, stats));
  }
  if (options.tempered && source.temperatures > 1) {
    // A coordinate among the parameters, so that a summary does not take it for one of them.
    const posterior = { ...group('tempered_posterior', sampling, parameters), coordinates: [beta] };
    const others = group('tempered_sample_stats', sampling, [...stats, beta]);
    groups.push({ ...posterior, tempered: true }, { ...others, tempered: true });
  }
  return groups.filter(({ variables }) => variables.length > 0);
}
