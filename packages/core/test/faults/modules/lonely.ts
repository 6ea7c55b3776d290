import { defineModel } from '@epsie/core';

/** Exported under a name that was not passed to `defineModel`. */
export const gaussian = defineModel<'x'>(import.meta.url, ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }));
