// A cheap model with many blobs, so that draws are produced about as fast as they can be written.
import { defineModel } from '@epsie/core';

const NAMES = Array.from({ length: 13 }, (_, i) => `n${i}`);

export const wide = defineModel(
  import.meta.url,
  (/** @type {{ x: number, y: number }} */ { x, y }) => {
    /** @type {{ [name: string]: number }} */ const blob = {};
    for (const name of NAMES) blob[name] = x;
    return { logPrior: 0, logLikelihood: -0.5 * (x * x + y * y), blob };
  },
  'wide',
);
