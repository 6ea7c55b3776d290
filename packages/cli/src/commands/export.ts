import { stat } from 'node:fs/promises';
import { type Implementation, UsageError, type Values } from '../contract/command.ts';
import { size } from '../output/units.ts';
import { openWithDraws } from '../reading/open-run.ts';
import { pick } from '../reading/pick.ts';

type Format = 'netcdf' | 'csv';

const ENDINGS: { readonly [ending: string]: Format } = { '.nc': 'netcdf', '.netcdf': 'netcdf', '.csv': 'csv' };

/** Options of one format alone. */
const ONLY: { readonly [format in Format]: readonly string[] } = { netcdf: ['noWarmup', 'compression'], csv: [] };

export const exportDraws: Implementation = async ({ positionals: [directory = '', file = ''], values }) => {
  const format = formatOf(file);
  expectOptionsOf(format, values);
  const run = await openWithDraws(directory);
  await WRITERS[format](run, file, values);
  const { size: bytes } = await stat(file);
  return { code: 0, json: { run: directory, file, format, bytes }, text: () => `Wrote ${file} (${size(bytes)})` };
};

type Write = (run: Awaited<ReturnType<typeof openWithDraws>>, file: string, values: Values) => Promise<void>;

const WRITERS: { readonly [format in Format]: Write } = {
  csv: async (run, file, values) => {
    const { exportCSV } = await import('@epsie/io');
    await exportCSV(run, file, pick(values, ['burnIn', 'thin', 'temperatures']));
  },
  netcdf: async (run, file, values) => {
    const { exportNetCDF } = await import('@epsie/io');
    const options = pick(values, ['burnIn', 'thin', 'compression']);
    await exportNetCDF(run, file, {
      ...options,
      warmup: values['noWarmup'] !== true,
      tempered: values['temperatures'] !== 'coldest',
    });
  },
};

function formatOf(file: string): Format {
  const ending = Object.keys(ENDINGS).find((known) => file.toLowerCase().endsWith(known));
  if (ending !== undefined) return ENDINGS[ending] as Format;
  throw new UsageError(`Expected a file name that ends with ${Object.keys(ENDINGS).join(', ')}, got \`${file}\`.`);
}

function expectOptionsOf(format: Format, values: Values): void {
  const wrong = Object.entries(ONLY).find(
    ([other, names]) => other !== format && names.some((name) => values[name] !== undefined),
  );
  if (wrong === undefined) return;
  throw new UsageError('Expected `--no-warmup` and `--compression` with a .nc file only: leave them out for .csv.');
}
