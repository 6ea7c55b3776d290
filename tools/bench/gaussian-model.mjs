import { defineModel } from '@epsie/core';

/** log of the density 1/40² of the box. */
const LOG_PRIOR = -7.3777589082278725;
/** log(2π·1·2). */
const LOG_NORM = 2.5310242469692907;

/**
 * A Gaussian of mean (2, 5) and standard deviations (1, 2) in the box [−20, 20]². Its twin is in gaussian.c.
 *
 * @param {{ readonly x: number, readonly y: number }} position
 */
export function gaussian({ x, y }) {
  const dx = x - 2;
  const dy = (y - 5) / 2;
  const inside = x >= -20 && x <= 20 && y >= -20 && y <= 20;
  return {
    logLikelihood: -0.5 * (dx * dx + dy * dy) - LOG_NORM,
    logPrior: inside ? LOG_PRIOR : Number.NEGATIVE_INFINITY,
  };
}

/** The same model, for other threads. */
export const gaussianModel = defineModel(import.meta.url, gaussian, 'gaussianModel');

/**
 * The same model, of many points at once.
 *
 * @param {import('@epsie/core').Points<'x' | 'y'>} points
 * @param {import('@epsie/core').BatchResults} out
 */
export function gaussianBatch({ x, y }, { logLikelihood, logPrior }) {
  for (let i = 0; i < x.length; i++) {
    const dx = x[i] - 2;
    const dy = (y[i] - 5) / 2;
    const inside = x[i] >= -20 && x[i] <= 20 && y[i] >= -20 && y[i] <= 20;
    logLikelihood[i] = -0.5 * (dx * dx + dy * dy) - LOG_NORM;
    logPrior[i] = inside ? LOG_PRIOR : Number.NEGATIVE_INFINITY;
  }
}
