/** Name of the module of the model. */
export const MODEL = 'model';

/** Returns the module of the model, which is the same in JavaScript and in TypeScript. */
export const modelIn = (): string => `import { defineModel } from '@epsie/core';
import { halfNormal, normal } from '@epsie/priors';

// Measurements: replace them with your own.
const times = [0, 1, 2, 3, 4, 5, 6, 7];
const values = [1.1, 1.4, 2.2, 2.4, 3.1, 3.4, 4.2, 4.3];

// A straight line with an unknown error. The model has its own module, so that every worker thread or rank can import it.
export default defineModel(import.meta.url, {
  prior: { offset: normal(0, 10), slope: normal(0, 10), error: halfNormal(1) },
  logLikelihood({ offset, slope, error }) {
    let sum = -values.length * Math.log(error * Math.sqrt(2 * Math.PI));
    for (const [i, value] of values.entries()) sum -= 0.5 * ((value - offset - slope * times[i]) / error) ** 2;
    return sum;
  },
});
`;
