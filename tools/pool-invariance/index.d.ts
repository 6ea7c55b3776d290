import type { MetropolisHastingsSampler, ParallelTemperedSampler, Pool } from '@epsie/core';

/** Either sampler. */
export type AnySampler = MetropolisHastingsSampler<string> | ParallelTemperedSampler<string>;

/** Samplers with every adaptation, a ladder that adapts and resets after swaps: each as a function that starts it on a pool. */
export const samplers: { readonly [name: string]: (pool: Pool) => Promise<AnySampler> };

/** How many iterations it takes until all adaptations have ended. */
export const ITERATIONS: number;

/** A fingerprint of every bit that a sampler has recorded, and of where it stands. */
export function fingerprint(sampler: AnySampler): string;
