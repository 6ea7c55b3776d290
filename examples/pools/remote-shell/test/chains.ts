// Runs two samplers on a pool, and returns everything that a user can read of them.
import {
  andrieuThoms,
  betaLadder,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type Pool,
  veitch,
  vousden,
} from '@epsie/core';
import { ridge } from './models.js';

const ITERATIONS = 300;
const common = { parameters: ['a', 'b'], chains: 5, seed: 17 } as const;

/** Returns the chains of both samplers on a pool, all of which must be the same on any pool, bit for bit. */
export async function chainsOn(pool: Pool, options: { trap?: string } = {}): Promise<unknown> {
  return { simple: await simple(pool, options), tempered: await tempered(pool, options) };
}

async function simple(pool: Pool, options: { trap?: string }): Promise<unknown> {
  const proposals = [normal(['a', 'b'], { adaptation: andrieuThoms({ duration: 200 }) })];
  const sampler = new MetropolisHastingsSampler({ ...common, model: ridge(options), proposals, pool });
  await sampler.start();
  await sampler.run(ITERATIONS);
  const { positions, stats, acceptance, blobs, state } = sampler;
  return { positions, stats, acceptance, blobs, state };
}

async function tempered(pool: Pool, options: { trap?: string }): Promise<unknown> {
  const adaptation = veitch({ duration: 200, priorWidths: { a: 12 } });
  const sampler = new ParallelTemperedSampler({
    ...common,
    model: ridge(options),
    proposals: [normal('a', { adaptation }), normal('b', { covariance: 4 })],
    betas: betaLadder(4, 50),
    ladder: vousden(),
    swaps: 'evenOdd',
    pool,
  });
  await sampler.start();
  // Segments that end in the middle of everything: the state travels to the workers and back.
  for await (const { to } of sampler.stream({ iterations: ITERATIONS, segment: 70 })) console.assert(to > 0);
  const { positions, stats, acceptance, blobs, swaps, state } = sampler;
  return { positions, stats, acceptance, blobs, swaps, state };
}
