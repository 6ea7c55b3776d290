// Prints the fingerprints of samplers on the ranks of the job.

import { fingerprint, ITERATIONS, samplers } from '@epsie/pool-invariance';
import { MpiPool } from '@epsie/pool-mpi';

await using pool = await MpiPool.create();
const found: { [name: string]: string } = {};
for (const [name, start] of Object.entries(samplers)) {
  const sampler = await start(pool);
  for (const iterations of [ITERATIONS / 2, 1, ITERATIONS / 2 - 1]) await sampler.run(iterations);
  found[name] = fingerprint(sampler);
}
console.log(`found ${JSON.stringify(found)}`);
