// Prints what samplers give on the ranks of the job.

import { MpiPool } from '@epsie/pool-mpi';
import { digests } from '../helpers/digests.js';

await using pool = await MpiPool.create();
console.log(`found ${JSON.stringify(await digests(pool))}`);
