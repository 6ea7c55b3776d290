import { defineModelFactory } from '@epsie/core';

/** Creates a slow Gaussian: `rounds` square roots that depend on each other. */
export const busyModel = defineModelFactory(
  import.meta.url,
  (/** @type {{ rounds: number }} */ { rounds }) =>
    (/** @type {{ readonly x: number, readonly y: number }} */ { x, y }) => ({
      logPrior: 0,
      logLikelihood: -0.5 * (x * x + y * y) - 0 * busy(rounds),
    }),
  'busyModel',
);

/** @param {number} rounds */
export function busy(rounds) {
  let value = 2;
  for (let i = 0; i < rounds; i++) value = Math.sqrt(value + i);
  return value;
}
