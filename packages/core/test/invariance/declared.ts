// A declared prior with a joint one; the likelihood is 0 at many points, so that a start draws again.
import { defineModel } from '@epsie/core';
import { ascending, bell, flat } from '../helpers/priors.ts';

// biome-ignore lint/style/noDefaultExport: a pool imports the default export by default
export default defineModel(import.meta.url, {
  prior: { a: flat(-6, 6), ...ascending('low', 'high', 4), b: bell(0, 2) },
  logLikelihood({ a, b, low, high }) {
    const gap = high - low;
    const isPossible = a > -4 && b > -1;
    return {
      logLikelihood: isPossible ? -2 * (a - 3) ** 2 - b * b - gap ** 2 : Number.NEGATIVE_INFINITY,
      blob: { gap },
    };
  },
});
