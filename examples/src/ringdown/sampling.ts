import { automatic, ParallelTemperedSampler, type Pool } from '@epsie/core';
import { type Parameter, ringdown } from './model.ts';

/** Settings of the sampler. */
export type Settings = {
  readonly chains: number;
  readonly seed: bigint;
  /** Iterations during which the proposals learn. */
  readonly burnIn: number;
  readonly pool?: Pool;
};

/**
 * Inverse temperatures, down to the prior: without that there is no evidence. The ladder is the one that `equalRejection` found in an
 * earlier run, so that all neighbours swap equally often from the beginning.
 */
export const betas: readonly number[] = [1, 0.64, 0.42, 0.27, 0.17, 0.09, 0.039, 0.0145, 0.004, 0];

/** Creates a sampler with chains at all temperatures. They start at draws from the prior, and learn during the burn-in how to move. */
export function createSampler({ chains, seed, burnIn, pool }: Settings): ParallelTemperedSampler<Parameter> {
  return new ParallelTemperedSampler({
    model: ringdown,
    chains,
    betas,
    swaps: 'evenOddTwice',
    proposals: [automatic({ duration: Math.max(burnIn, 2) })],
    seed,
    ...(pool && { pool }),
  });
}
