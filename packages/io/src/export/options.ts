import { expectBoolean, expected, expectInteger, expectOptions } from '@epsie/core/checks';
import { checkAttributes } from './netcdf/attributes.ts';
import { checkUserData, type UserArray, type UserData } from './netcdf/user-data.ts';

/** Which draws an export takes. */
export type DrawOptions = {
  /** Draws of iterations up to this one, counted from 1, are burn-in. Default 0. */
  readonly burnIn?: number;
  /** Of the recorded draws after burn-in, takes the first and then every `thin`-th. Default 1. */
  readonly thin?: number;
};

/** What an export to NetCDF writes, and how. */
export type ExportOptions = DrawOptions & {
  /** Whether the draws of burn-in are written too, as warm-up groups and never thinned. Default true. */
  readonly warmup?: boolean;
  /** Whether all temperatures are written too, if more than one was recorded. Default true. */
  readonly tempered?: boolean;
  /** Level of deflate, 0 (none) to 9. Default 0. */
  readonly compression?: number;
  /** The data that the model was conditioned on, by name. */
  readonly observedData?: UserData;
  /** Data that the model needs besides, such as covariates, by name. */
  readonly constantData?: UserData;
  /** Attributes of the file, by name. */
  readonly attributes?: { readonly [name: string]: string | number };
};

/** What an export to CSV writes. */
export type CSVOptions = DrawOptions & {
  /** Which of the recorded temperatures. Default the coldest alone. */
  readonly temperatures?: 'coldest' | 'all';
};

/** {@link ExportOptions} with all defaults, checked. */
export type CheckedExport = Required<Omit<ExportOptions, 'observedData' | 'constantData'>> & {
  readonly observedData: readonly UserArray[];
  readonly constantData: readonly UserArray[];
};

const EXPORT_OPTIONS = [
  'burnIn',
  'thin',
  'warmup',
  'tempered',
  'compression',
  'observedData',
  'constantData',
  'attributes',
];

/** Checks all options of an export to NetCDF but those that depend on the run. */
export function checkExport(options: ExportOptions): CheckedExport {
  expectOptions('exportNetCDF', options, EXPORT_OPTIONS);
  const { warmup = true, tempered = true, compression = 0, attributes = {} } = options;
  const { observedData = {}, constantData = {} } = options;
  return {
    ...checkDraws(options),
    warmup: expectBoolean('warmup', warmup),
    tempered: expectBoolean('tempered', tempered),
    compression: expectLevel(compression),
    attributes: checkAttributes(attributes),
    observedData: checkUserData('observedData', observedData),
    constantData: checkUserData('constantData', constantData),
  };
}

/** Checks all options of an export to CSV but those that depend on the run. */
export function checkCSV(options: CSVOptions): Required<CSVOptions> {
  expectOptions('exportCSV', options, ['burnIn', 'thin', 'temperatures']);
  const { temperatures = 'coldest' } = options;
  if (temperatures !== 'coldest' && temperatures !== 'all') {
    throw new TypeError(expected('temperatures', "'coldest' or 'all'", temperatures));
  }
  return { ...checkDraws(options), temperatures };
}

/** The path of the file to write. */
export function checkPath(file: unknown): void {
  if (typeof file === 'string' && file !== '' && !file.includes('\0')) return;
  throw new TypeError(expected('file', 'the path of a file', file));
}

function checkDraws({ burnIn = 0, thin = 1 }: DrawOptions): Required<DrawOptions> {
  return { burnIn: expectInteger('burnIn', burnIn, 0), thin: expectInteger('thin', thin, 1) };
}

function expectLevel(level: unknown): number {
  const what = 'an integer from 0 to 9';
  if (typeof level !== 'number') throw new TypeError(expected('compression', what, level));
  if (!Number.isInteger(level) || level < 0 || level > 9) throw new RangeError(expected('compression', what, level));
  return level;
}
