import { firstAfter } from '../../run/reading/burn-in.ts';
import type { DrawSource } from '../../run/reading/draw-source.ts';
import { type DrawRange, splitDraws } from '../draw-range.ts';
import { type CheckedExport, checkExport, checkPath, type ExportOptions } from '../options.ts';
import { replaceFile } from '../replace-file.ts';
import { type Attributes, standardAttributes } from './attributes.ts';
import { writeDraws } from './draw-groups.ts';
import { betaColumn, type DrawVariable, parameterColumns, statColumns } from './draw-variables.ts';
import { HDF5File } from './hdf5.ts';
import { NetCDFGroup } from './netcdf-group.ts';
import { writeSwaps } from './swap-group.ts';
import { writeUserData } from './user-group.ts';

/** {@link exportNetCDF} of what is open already. */
export async function writeNetCDF(source: DrawSource, file: string, options: ExportOptions): Promise<void> {
  checkPath(file);
  const checked = checkExport(options);
  const ranges = splitDraws(source, checked);
  await replaceFile(file, async (temporary) => {
    const target = await HDF5File.create(temporary);
    try {
      await writeGroups(source, target, checked, ranges);
      target.close();
    } catch (error) {
      target.abandon();
      throw error;
    }
  });
}

type Ranges = { readonly warmup: DrawRange; readonly sampling: DrawRange };

async function writeGroups(source: DrawSource, file: HDF5File, options: CheckedExport, ranges: Ranges): Promise<void> {
  const { burnIn, compression, observedData, constantData } = options;
  const attributes = standardAttributes(source, burnIn, new Date());
  setAttributes(file, { ...attributes, ...options.attributes });
  const addGroup = (name: string): NetCDFGroup => new NetCDFGroup(file, name, attributes, compression);
  for (const group of drawGroups(source, options, ranges)) {
    await writeDraws(source, addGroup(group.name), group);
  }
  const sweeps = { length: source.sweeps, iterationOf: (sweep: number) => source.iterationOfSweep(sweep) };
  const sweep = firstAfter(sweeps, burnIn);
  if (sweep < source.sweeps) await writeSwaps(source, addGroup('temperature_swaps'), sweep);
  if (observedData.length > 0) await writeUserData(addGroup('observed_data'), observedData);
  if (constantData.length > 0) await writeUserData(addGroup('constant_data'), constantData);
}

function setAttributes(file: HDF5File, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) file.setAttribute(file.root, name, value);
}

type NamedGroup = Parameters<typeof writeDraws>[2] & { readonly name: string };

function drawGroups(source: DrawSource, options: CheckedExport, { warmup, sampling }: Ranges): NamedGroup[] {
  const [parameters, stats, beta] = [parameterColumns(source), statColumns(source), betaColumn(source)];
  const group = (name: string, range: DrawRange, columns: DrawVariable[]): NamedGroup => {
    return { name, range, columns, coordinates: [], tempered: false };
  };
  const groups = [group('posterior', sampling, parameters), group('sample_stats', sampling, stats)];
  if (options.warmup && warmup.count > 0) {
    groups.push(group('warmup_posterior', warmup, parameters), group('warmup_sample_stats', warmup, stats));
  }
  if (options.tempered && source.temperatures > 1) {
    // A coordinate among the parameters, lest a summary takes it for one of them.
    const posterior = { ...group('tempered_posterior', sampling, parameters), coordinates: [beta] };
    const others = group('tempered_sample_stats', sampling, [...stats, beta]);
    groups.push({ ...posterior, tempered: true }, { ...others, tempered: true });
  }
  return groups.filter(({ columns }) => columns.length > 0);
}
