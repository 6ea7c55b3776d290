import { defineModel, defineModelFactory, type ModelFunction } from '@epsie/core';
import { gaussian as undisturbedGaussian } from '../../helpers/undisturbed.ts';

type P = 'x';

const gaussian: ModelFunction<P> = ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });

/** Refers to its true module and export. */
export const right = defineModel(import.meta.url, gaussian, 'right');

/** The model of samplers that are compared with undisturbed ones. */
export const undisturbed = defineModel(import.meta.url, undisturbedGaussian, 'undisturbed');

/** Claims to be the default export. */
export const misplaced = defineModel(import.meta.url, gaussian);

/** Names an export that is something else. */
export const disguised = defineModel(import.meta.url, gaussian, 'plain');
export const plain = gaussian;

/** Names a module that throws while it is imported. */
export const broken = defineModel(new URL('broken.js', import.meta.url).href, gaussian, 'model');

/** Names a module that does not exist. */
export const lost = defineModel(new URL('lost.js', import.meta.url).href, gaussian, 'model');

/** Needs a file that may be missing. */
export const fromFile = defineModelFactory<P, { readonly file: string }>(
  import.meta.url,
  ({ file }) => {
    if (file !== 'data') throw new RangeError(`no file ${file}`);
    return gaussian;
  },
  'fromFile',
);

/** The same, asynchronously. */
export const fromFileLater = defineModelFactory<P, { readonly file: string }>(
  import.meta.url,
  async ({ file }) => {
    await Promise.resolve();
    if (file !== 'data') throw new RangeError(`no file ${file}`);
    return gaussian;
  },
  'fromFileLater',
);

/** A factory that returns undefined. */
export const makesNothing = defineModelFactory<P, object>(import.meta.url, () => undefined as never, 'makesNothing');

let data: readonly number[] = [];

/** Sets the data of {@link needsData}, in this process only. */
export function setData(values: readonly number[]): void {
  data = values;
}

/** Takes its data from outside the module. In another process, simulated by another export, the data are missing. */
export const needsData = defineModel<P>(import.meta.url, ({ x }) => gaussianOf(data, x), 'elsewhere');
export const elsewhere = defineModel<P>(import.meta.url, ({ x }) => gaussianOf([], x), 'elsewhere');

function gaussianOf(values: readonly number[], x: number) {
  if (values.length === 0) throw new RangeError('no data');
  return { logPrior: 0, logLikelihood: -0.5 * values.reduce((sum, value) => sum + (value - x) ** 2, 0) };
}

/** Fails beyond 1. */
export const fails = defineModel<P>(
  import.meta.url,
  ({ x }) => {
    if (x > 1) throw Object.assign(new RangeError('too far'), { limit: 1, callback: () => 1 });
    return gaussian({ x });
  },
  'fails',
);
