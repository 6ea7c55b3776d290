import { expectBoolean, expected, rangeError, typeError } from '@epsie/core/checks';
import type { DrawOptions } from '../draw-range.ts';
import { checkAttributes } from './attributes.ts';
import { checkUserData, type UserArray, type UserData } from './user-data.ts';

/** Options of {@link exportNetCDF}. */
export type ExportOptions = DrawOptions & {
  /** Whether the draws of burn-in are written too, in warm-up groups, never thinned. Default true. */
  readonly warmup?: boolean;
  /** Whether all temperatures are written too, where more than one was recorded. Default true. */
  readonly tempered?: boolean;
  /** Deflate level, from 0 (no compression) to 9. Default 0. */
  readonly compression?: number;
  /** Data that the model was conditioned on, by name. */
  readonly observedData?: UserData;
  /** Other data of the model, such as covariates, by name. */
  readonly constantData?: UserData;
  /** Attributes of the file, by name. */
  readonly attributes?: { readonly [name: string]: string | number };
};

/** {@link ExportOptions} of NetCDF alone, checked and complete. */
export type CheckedExport = Required<Omit<ExportOptions, keyof DrawOptions | 'observedData' | 'constantData'>> & {
  readonly observedData: readonly UserArray[];
  readonly constantData: readonly UserArray[];
};

/** Names of the options besides those of all formats. */
export const NETCDF_OPTIONS = [
  'warmup',
  'tempered',
  'compression',
  'observedData',
  'constantData',
  'attributes',
] as const;

/** Checks and completes options. */
export function checkNetCDF(options: ExportOptions): CheckedExport {
  const { warmup = true, tempered = true, compression = 0, attributes = {} } = options;
  const { observedData = {}, constantData = {} } = options;
  return {
    warmup: expectBoolean('warmup', warmup),
    tempered: expectBoolean('tempered', tempered),
    compression: expectLevel(compression),
    attributes: checkAttributes(attributes),
    observedData: checkUserData('observedData', observedData),
    constantData: checkUserData('constantData', constantData),
  };
}

function expectLevel(level: unknown): number {
  const what = 'an integer from 0 to 9';
  if (typeof level !== 'number') throw typeError(expected('compression', what, level));
  if (!Number.isInteger(level) || level < 0 || level > 9) throw rangeError(expected('compression', what, level));
  return level;
}
