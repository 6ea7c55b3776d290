import { defineModel } from '@epsie/core';

/** Exported under a name that `defineModel` was not told. */
export const gaussian = defineModel<'x'>(import.meta.url, ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }));
