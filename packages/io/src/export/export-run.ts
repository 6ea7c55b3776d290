import { expected, expectOptions, typeError } from '@epsie/core/checks';
import { RecordedRun } from '../run/recorded-run.ts';
import { Run } from '../run/run.ts';
import { checkDraws, type DrawOptions, splitDraws } from './draw-range.ts';
import type { ExportFormat, ExportSource } from './export-format.ts';
import { replaceFile } from './replace-file.ts';

/**
 * Writes a run to a file in any format. The file is replaced atomically: until it is complete, there is the old file, or no file.
 *
 * @param run the run, as of the commit that it shows, or the path of its directory
 * @throws TypeError and RangeError for wrong options, before anything is written
 * @throws EpsieError `FILE_FAILED` if the file cannot be written
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { type ExportFormat, exportRun, Run } from '@epsie/io';
 *
 * // Mean of each parameter of chain 0, as JSON.
 * const means: ExportFormat = {
 *   owner: 'exportRun',
 *   options: [],
 *   check: () => undefined,
 *   async write({ source, sampling: { from, thin } }, file) {
 *     const result: Record<string, number> = {};
 *     for (const { name, kind } of source.variables) {
 *       if (kind !== 'parameter') continue;
 *       const draws = await source.draws(name, { chain: 0, from, thin });
 *       result[name] = draws.reduce((sum, value) => sum + value, 0) / draws.length;
 *     }
 *     await writeFile(file, JSON.stringify(result));
 *   },
 * };
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
 * const run = await Run.create('means.run', sampler);
 * await sampler.start({ x: [0, 1] });
 * await run.sample(sampler, { iterations: 1000 });
 * await exportRun(run, 'means.json', means, { burnIn: 200 });
 * ```
 */
export async function exportRun<Options extends DrawOptions, Checked>(
  run: RecordedRun | string,
  file: string,
  format: ExportFormat<Options, Checked>,
  options: Options,
): Promise<void> {
  await exportSource(await sourceOf(run), file, format, options);
}

/** {@link exportRun} of a source that is open already. */
export async function exportSource<Options extends DrawOptions, Checked>(
  source: ExportSource,
  file: string,
  format: ExportFormat<Options, Checked>,
  options: Options,
): Promise<void> {
  checkPath(file);
  expectOptions(format.owner, options, ['burnIn', 'thin', ...format.options]);
  const draws = checkDraws(options);
  const checked = format.check(options);
  const exported = { source, burnIn: draws.burnIn, ...splitDraws(source, draws) };
  await replaceFile(file, (temporary) => format.write(exported, temporary, checked));
}

async function sourceOf(run: RecordedRun | string): Promise<ExportSource> {
  // More may be sampled while the file is written.
  if (run instanceof RecordedRun) return run.snapshot();
  if (typeof run === 'string') return Run.open(run);
  throw typeError(expected('run', 'a `Run` or the path of its directory', run));
}

function checkPath(file: unknown): void {
  if (typeof file === 'string' && file !== '' && !file.includes('\0')) return;
  throw typeError(expected('file', 'the path of a file', file));
}
