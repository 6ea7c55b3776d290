import { defineModelFactory } from '@epsie/core';

const flat = (lower, upper) => ({
  domain: { lower, upper },
  sd: (upper - lower) / Math.sqrt(12),
  logDensity: (x) => (x >= lower && x <= upper ? -Math.log(upper - lower) : Number.NEGATIVE_INFINITY),
  sample: (random) => random.uniform(lower, upper),
});

/** A declared prior whose likelihood is prepared, and 0 at most points: a start draws again. */
export const declared = defineModelFactory(
  import.meta.url,
  {
    prior: (/** @type {{ width: number }} */ { width }) => ({ a: flat(-width / 2, width / 2), b: flat(0, 1) }),
    logLikelihood: async () => {
      await Promise.resolve();
      return ({ a, b }) => (a > 2 ? -2 * (a - 3) ** 2 + 2 * b : Number.NEGATIVE_INFINITY);
    },
  },
  'declared',
);
