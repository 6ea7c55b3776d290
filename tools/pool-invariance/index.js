// Samplers whose numbers must not depend on the pool, and their fingerprints: for the tests of every pool.
import { createHash } from 'node:crypto';
import { bytesOf } from './samplers.js';

export { ITERATIONS, samplers } from './samplers.js';

export const fingerprint = (sampler) => createHash('sha256').update(bytesOf(sampler)).digest('hex');
