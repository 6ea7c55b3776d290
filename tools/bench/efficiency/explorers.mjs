// The explorers that the benchmark of efficiency compares, by name. To add one, add a line.
import { andrieuThoms, automatic, normal } from '@epsie/core';

/**
 * @typedef {object} Setting
 * @property {readonly string[]} parameters
 * @property {{ readonly [parameter: string]: number }} widths widths of the prior; of the region of the starts, if it is flat
 */

/**
 * The proposals of an explorer, and the prior that its model declares, whatever the option `--prior` is. Without it the model is a
 * function.
 *
 * @typedef {object} Explorer
 * @property {(setting: Setting) => readonly import('@epsie/core').Proposal<string>[]} proposals
 * @property {'box' | 'wide'} [declares]
 */

const duration = 8000;

/** @type {{ readonly [name: string]: Explorer }} */
export const EXPLORERS = {
  normal: { proposals: ({ parameters }) => [normal(parameters)] },
  andrieuThoms: { proposals: ({ parameters }) => [normal(parameters, { adaptation: andrieuThoms({ duration }) })] },
  // Knows the mean of most problems, which is 0.
  andrieuThomsOrigin: {
    proposals: ({ parameters }) => [
      normal(parameters, { adaptation: andrieuThoms({ duration, initialMean: 'origin' }) }),
    ],
  },
  automatic: { proposals: () => [automatic()], declares: 'box' },
  automaticWide: { proposals: () => [automatic()], declares: 'wide' },
  automaticWidths: { proposals: ({ widths }) => [automatic({ widths })] },
};

/** Explorers that have targets: the efficiency of emcee, and those of the problems. */
export const TARGETED = ['automatic', 'automaticWide'];
