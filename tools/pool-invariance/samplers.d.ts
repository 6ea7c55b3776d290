import type { MetropolisHastingsSampler, ParallelTemperedSampler, Pool } from '@epsie/core';

/** Either sampler. */
export type AnySampler = MetropolisHastingsSampler<string> | ParallelTemperedSampler<string>;

/** Functions that start a sampler on a pool; together they cover every adaptation, cycles, adaptive ladders, draws from the prior, resets after swaps, and drawn starts. */
export const samplers: { readonly [name: string]: (pool: Pool) => Promise<AnySampler> };

/** Number of iterations after which all adaptations have ended. */
export const ITERATIONS: number;

/** Returns every bit of a sampler's history and state. */
export function bytesOf(sampler: AnySampler): Uint8Array<ArrayBuffer>;
