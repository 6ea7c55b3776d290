import { automatic, betaLadder, equalRejection, ParallelTemperedSampler, type Pool } from '@epsie/core';
import { galaxies } from './model.ts';

/** Settings of the sampler. */
export type Settings = {
  readonly components: number;
  readonly chains: number;
  /** Iterations in which the proposals and the ladder learn. */
  readonly burnIn: number;
  readonly seed: bigint;
  readonly pool: Pool;
};

const FIRST_ROUND = 32;

/** Creates a sampler of a fixed number of components. Its ladder ends at β = 0: without draws from the prior there is no evidence. */
export function createSampler({ components, chains, burnIn, seed, pool }: Settings): ParallelTemperedSampler<string> {
  const rounds = Math.max(1, Math.floor(Math.log2(burnIn / FIRST_ROUND + 1)));
  return new ParallelTemperedSampler({
    model: galaxies({ components }),
    chains,
    betas: betaLadder(12, 1000, { prior: true }),
    ladder: equalRejection({ rounds, firstRound: FIRST_ROUND }),
    proposals: [automatic({ duration: Math.max(2, burnIn) })],
    seed,
    pool,
  });
}
