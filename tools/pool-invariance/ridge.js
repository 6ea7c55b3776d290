import { defineModel } from '@epsie/core';

// Two modes in a, a slope in b ∈ [0, 1], a curved ridge in c and d; with a blob.

/** @param {{ a: number, b: number, c: number, d: number }} position */
function evaluate({ a, b, c, d }) {
  const inside = Math.abs(a) <= 6 && b >= 0 && b <= 1 && Math.abs(c) <= 10 && Math.abs(d) <= 20;
  const distance = d - 0.3 * c * c;
  const modes = Math.log(Math.exp(-2 * (a - 3) ** 2) + Math.exp(-2 * (a + 3) ** 2));
  return {
    logPrior: inside ? 0 : Number.NEGATIVE_INFINITY,
    logLikelihood: modes + 2 * b - 0.5 * c * c - 2 * distance * distance,
    blob: { distance },
  };
}

/** @param {import('@epsie/core').Random} random */
const samplePrior = (random) => ({
  a: random.uniform(-6, 6),
  b: random.random(),
  c: random.uniform(-10, 10),
  d: random.uniform(-20, 20),
});

export const ridge = defineModel(import.meta.url, { evaluate, samplePrior }, 'ridge');
