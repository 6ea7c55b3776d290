// Runs all checks of `poolConformance` on one pool; or a single one, which may close its pool, by its name.

import type { Pool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import { MpiPool } from '@epsie/pool-mpi';

const [name] = process.argv.slice(2);
const pool = await MpiPool.create();
const { size } = pool;
const keptOpen: Pool = { size, map: (task, items, options) => pool.map(task, items, options) };

const results: { [name: string]: string } = {};
for (const check of poolConformance(() => (name === undefined ? keptOpen : pool), { timeLimit: 60_000 })) {
  if (name !== undefined && name !== check.name) continue;
  results[check.name] = await check.run().then(
    () => 'ok',
    (error: Error) => error.message,
  );
}
console.log(`found ${JSON.stringify(results)}`);
