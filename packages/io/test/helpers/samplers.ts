import {
  betaLadder,
  boundedDiscrete,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  ParallelTemperedSampler,
  type Pool,
  SerialPool,
  uniformBirth,
  veitch,
  vousden,
} from '@epsie/core';
import { samplers as invariant } from '@epsie/pool-invariance';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { unknownNumberModel as model, NUMBERS } from './unknown-number-model.js';

/** Model of an unknown number of components, up to three; those that exist have a blob. */
function unknownNumber(pool: Pool): Promise<RunSampler> {
  const sampler = new ParallelTemperedSampler({
    parameters: ['k', ...NUMBERS],
    model,
    proposals: [
      nestedTransdimensional({
        index: 'k',
        indexProposal: boundedDiscrete('k', { bounds: { k: [0, NUMBERS.length] } }),
        components: NUMBERS.map((name) => ({
          proposal: normal(name, { adaptation: veitch({ duration: 100, priorWidths: { [name]: 10 } }) }),
          birth: uniformBirth(name, { bounds: { [name]: [-5, 5] } }),
        })),
      }),
    ],
    chains: 2,
    betas: betaLadder(3, 20),
    ladder: vousden({ tau: 50 }),
    seed: 11,
    pool,
  });
  const everywhere = (value: number): number[][] => [0, 1, 2].map(() => [value, value]);
  const start = { k: everywhere(1), a0: everywhere(1), a1: everywhere(Number.NaN), a2: everywhere(Number.NaN) };
  return sampler.start(start).then(() => sampler);
}

/** A cheap one. */
async function gaussian(pool: Pool): Promise<RunSampler> {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model: ({ x, y }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) }),
    chains: 3,
    seed: 5,
    pool,
  });
  await sampler.start({ x: [0, 1, 2], y: [0, 1, 2] });
  return sampler;
}

/** Samplers of every kind, started. */
export const SAMPLERS: { readonly [name: string]: (pool: Pool) => Promise<RunSampler> } = {
  ...invariant,
  'unknown number': unknownNumber,
  gaussian,
};

/** One of them in this thread. */
export const startSampler = (name: string): Promise<RunSampler> =>
  (SAMPLERS[name] as (pool: Pool) => Promise<RunSampler>)(new SerialPool());
