// The posterior of the demo: four normal modes in a square, one in each quadrant. Workers import this module.
import { defineModel } from '@epsie/core';
import { exp, log } from '@epsie/core/math';
import { uniform } from '@epsie/priors';

/** Half the width of the square. */
export const HALF_WIDTH = 10;

/** The modes. Their weights are the exact shares of the draws, but for 10⁻⁷ outside of the quadrants. */
export const MODES = [
  { name: 'lower left', weight: 0.1, x: -6, y: -6, sdX: 0.6, sdY: 0.6, correlation: 0 },
  { name: 'lower right', weight: 0.3, x: 5, y: -5, sdX: 0.9, sdY: 0.9, correlation: 0.7 },
  { name: 'upper left', weight: 0.2, x: -5, y: 5.5, sdX: 0.9, sdY: 0.5, correlation: 0 },
  { name: 'upper right', weight: 0.4, x: 5, y: 5, sdX: 1, sdY: 1, correlation: -0.5 },
];

const terms = MODES.map(({ weight, sdX, sdY, correlation, ...mode }) => {
  const rest = 1 - correlation * correlation;
  return { ...mode, sdX, sdY, correlation, rest, height: weight / (2 * Math.PI * sdX * sdY * Math.sqrt(rest)) };
});

/** Returns the log likelihood of a point. The functions of core have the same last bit in every browser; those of `Math` may not. */
export function logLikelihood({ x, y }) {
  let sum = 0;
  for (const mode of terms) {
    const u = (x - mode.x) / mode.sdX;
    const v = (y - mode.y) / mode.sdY;
    sum += mode.height * exp((-0.5 * (u * u - 2 * mode.correlation * u * v + v * v)) / mode.rest);
  }
  return log(sum);
}

/** Returns the index of the mode of a point, that of its quadrant. */
export const modeOf = (x, y) => (y < 0 ? 0 : 2) + (x < 0 ? 0 : 1);

const sides = uniform(-HALF_WIDTH, HALF_WIDTH);

export const model = defineModel(import.meta.url, { prior: { x: sides, y: sides }, logLikelihood }, 'model');
