// A normal distribution of 15 parameters, each with a different width.
import { defineModel } from '@epsie/core';

export const NAMES = Array.from({ length: 15 }, (_, i) => `x${i}`);

export const wideGaussian = defineModel(
  import.meta.url,
  (/** @type {{ readonly [name: string]: number }} */ position) => {
    let sum = 0;
    for (let i = 0; i < NAMES.length; i++) {
      const x = position[NAMES[i]];
      sum += (x * x) / (1 + i);
    }
    return { logPrior: 0, logLikelihood: -0.5 * sum };
  },
  'wideGaussian',
);
