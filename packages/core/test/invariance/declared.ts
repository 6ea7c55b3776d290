// A declared prior with a joint one; the likelihood is 0 at many points, so that a start draws again.
import { type DeclaredModel, defineModel } from '@epsie/core';
import { writeOne } from '../helpers/batched.ts';
import { ascending, bell, flat } from '../helpers/priors.ts';

const model = {
  prior: { a: flat(-6, 6), ...ascending('low', 'high', 4), b: bell(0, 2) },
  logLikelihood({ a, b, low, high }) {
    const gap = high - low;
    const isPossible = a > -4 && b > -1;
    return {
      logLikelihood: isPossible ? -2 * (a - 3) ** 2 - b * b - gap ** 2 : Number.NEGATIVE_INFINITY,
      blob: { gap },
    };
  },
} satisfies DeclaredModel<'a' | 'b' | 'low' | 'high'>;

/** The same model, of many points at once. */
export const batch = defineModel(
  import.meta.url,
  {
    prior: model.prior,
    logLikelihoodBatch({ a, b, low, high }, out) {
      for (const i of a.keys()) {
        const point = { a: a[i] as number, b: b[i] as number, low: low[i] as number, high: high[i] as number };
        writeOne({ ...model.logLikelihood(point), logPrior: Number.NaN }, i, out);
      }
    },
  },
  'batch',
);

// biome-ignore lint/style/noDefaultExport: a pool imports the default export by default
export default defineModel(import.meta.url, model);
