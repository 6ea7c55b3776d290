import type { AnySampler } from './samplers.js';

export { type AnySampler, ITERATIONS, samplers } from './samplers.js';

/** Returns a fingerprint of every bit of a sampler's history and state. */
export function fingerprint(sampler: AnySampler): string;
