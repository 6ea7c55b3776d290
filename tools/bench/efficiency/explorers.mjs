// The explorers that the benchmark of efficiency compares, by name. To add one, add a line.
import * as core from '@epsie/core';

/**
 * @typedef {object} Setting
 * @property {readonly string[]} parameters
 * @property {{ readonly [parameter: string]: number }} widths widths of the prior; of the region of the starts, if it is flat
 */

/** @typedef {(setting: Setting) => readonly import('@epsie/core').Proposal<string>[]} Explorer */

const duration = 8000;

/** Made from the widths of the prior; of the region of the starts, if it is flat alone, in versions of core that have it. */
const { automatic } = /** @type {any} */ (core);

/** @type {{ readonly [name: string]: Explorer }} */
export const EXPLORERS = {
  normal: ({ parameters }) => [core.normal(parameters)],
  andrieuThoms: ({ parameters }) => [core.normal(parameters, { adaptation: core.andrieuThoms({ duration }) })],
  // Knows the mean of most problems, which is 0.
  andrieuThomsOrigin: ({ parameters }) => [
    core.normal(parameters, { adaptation: core.andrieuThoms({ duration, initialMean: 'origin' }) }),
  ],
  ...(automatic === undefined ? {} : { automatic: (/** @type {Setting} */ { widths }) => [automatic({ widths })] }),
};

/** Explorers that have targets: the efficiency of emcee, and those of the problems. */
export const TARGETED = ['automatic'];
