import { defineModel, type Evaluation, type Position, type Random } from '@epsie/core';
import { batched } from '../helpers/batched.ts';

/** Parameters of the model. */
export type Name = 'a' | 'b' | 'c' | 'd';

type Point = Position<Name>;

/** Two modes in a, a slope in b ∈ [0, 1], a curved ridge in c and d; with blobs. */
function evaluate({ a, b, c, d }: Point): Evaluation {
  const inside = Math.abs(a) <= 6 && b >= 0 && b <= 1 && Math.abs(c) <= 10 && Math.abs(d) <= 20;
  const ridge = d - 0.3 * c * c;
  const modes = Math.log(Math.exp(-2 * (a - 3) ** 2) + Math.exp(-2 * (a + 3) ** 2));
  return {
    logPrior: inside ? -Math.log(12 * 20 * 40) : Number.NEGATIVE_INFINITY,
    logLikelihood: modes + 2 * b - 0.5 * c * c - 2 * ridge * ridge,
    blob: { ridge, modes },
  };
}

function samplePrior(random: Random): Point {
  const a = random.uniform(-6, 6);
  const b = random.random();
  return { a, b, c: random.uniform(-10, 10), d: random.uniform(-20, 20) };
}

/** The same model, of many points at once. */
export const batch = defineModel(import.meta.url, batched<Name>({ evaluate, samplePrior }), 'batch');

// biome-ignore lint/style/noDefaultExport: a pool imports the default export by default
export default defineModel(import.meta.url, { evaluate, samplePrior });
