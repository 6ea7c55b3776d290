import { defineModelFactory } from '@epsie/core';

const bed = new Int32Array(new SharedArrayBuffer(4));

/** Creates a slow Gaussian that sleeps instead of using the processor. */
export const sleepingModel = defineModelFactory(
  import.meta.url,
  (/** @type {{ milliseconds: number }} */ { milliseconds }) =>
    (/** @type {{ readonly [name: string]: number }} */ position) => {
      if (milliseconds > 0) Atomics.wait(bed, 0, 0, milliseconds);
      return { logPrior: 0, logLikelihood: -0.5 * Object.values(position).reduce((sum, x) => sum + x * x, 0) };
    },
  'sleepingModel',
);
