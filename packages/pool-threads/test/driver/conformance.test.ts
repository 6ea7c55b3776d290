import { poolConformance } from '@epsie/core/testing';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';

for (const threads of [1, 2, 4]) {
  for (const { name, run } of poolConformance(() => new ThreadPool({ threads }), { timeLimit: 60_000 })) {
    test.serial(`a pool of ${threads} ${name}`, async (t) => {
      t.timeout(90_000);
      await run();
      t.pass();
    });
  }
}
