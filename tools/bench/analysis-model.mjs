// A cheap model with as many parameters as a gravitational wave has.
import { defineModel } from '@epsie/core';

export const PARAMETERS = Array.from({ length: 15 }, (_, i) => `x${i}`);

export const cheap = defineModel(
  import.meta.url,
  (/** @type {{ readonly [name: string]: number }} */ position) => {
    let sum = 0;
    for (const name of PARAMETERS) sum += position[name] ** 2;
    return { logPrior: 0, logLikelihood: -0.5 * sum };
  },
  'cheap',
);
