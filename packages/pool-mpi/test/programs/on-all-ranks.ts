// A program that every rank runs: `mpirun node on-all-ranks.js`.

import { MpiPool } from '@epsie/pool-mpi';
import { square } from '../tasks.js';

await using pool = await MpiPool.create();
console.log(`found ${JSON.stringify({ size: pool.size, squares: await pool.map(square, [1, 2, 3]) })}`);
