import { expected } from '@epsie/core/checks';
import type { DrawSource } from '../run/reading/draw-source.ts';
import { RecordedRun } from '../run/recorded-run.ts';
import { Run } from '../run/run.ts';
import { writeCSV } from './csv/csv.ts';
import { writeNetCDF } from './netcdf/netcdf.ts';
import type { CSVOptions, ExportOptions } from './options.ts';

/**
 * Writes a run to a NetCDF-4 file with the groups of ArviZ's InferenceData: `posterior` and `sample_stats` (chain, draw) of the
 * coldest temperature, `warmup_…` of burn-in, `tempered_…` (temperature, chain, draw) with `beta`, `temperature_swaps`,
 * `observed_data` and `constant_data`. What was not recorded is left out.
 *
 * A parameter or blob keeps its name but for two cases. A name that NetCDF does not take is made valid: `/` and control
 * characters become `_`, and a name that does not begin with a letter, digit or `_` gets a `_` in front. A name that a coordinate
 * has (`chain`, `draw`, `iteration`, and with several temperatures `temperature` and `beta`), for a blob also that of a stat,
 * gets a `_` at the end, or as many as it takes to differ from all others.
 *
 * The file is replaced at once: until it is whole, there is the old one, or none.
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
  await writeNetCDF(await sourceOf(run), file, options);
}

/**
 * Writes the draws after burn-in to a CSV file (RFC 4180, lines end in LF, UTF-8): a row for each iteration, chain and temperature, in
 * this order, with `iteration,chain,temperature,beta` and all that was recorded. Numbers are the shortest that read back exactly;
 * also `NaN`, `Infinity`, `-Infinity` and `-0`. A variable that has the name of one of the first columns gets a `_` at the end.
 *
 * The file is replaced at once: until it is whole, there is the old one, or none.
 *
 * @param run the run, as of the commit that it shows, or the path of its directory
 * @throws TypeError and RangeError for wrong options, before anything is written
 * @throws EpsieError `FILE_FAILED` if the file cannot be written
 */
export async function exportCSV(run: RecordedRun | string, file: string, options: CSVOptions = {}): Promise<void> {
  await writeCSV(await sourceOf(run), file, options);
}

async function sourceOf(run: RecordedRun | string): Promise<DrawSource> {
  // More may be sampled while the file is written.
  if (run instanceof RecordedRun) return run.snapshot();
  if (typeof run === 'string') return Run.open(run);
  throw new TypeError(expected('run', 'a `Run` or the path of its directory', run));
}
