import { SerialPool } from '@epsie/core';
import { poolConformance } from '@epsie/core/testing';
import test from 'ava';
import { ForkPool } from '../third-party/fork-pool.js';
import { TinypoolPool } from '../third-party/tinypool-pool.js';

const POOLS = {
  SerialPool: () => new SerialPool(),
  'a pool of child processes': () => new ForkPool(2),
  'an adapter of tinypool': () => new TinypoolPool(2),
};

for (const [pool, createPool] of Object.entries(POOLS)) {
  for (const { name, run } of poolConformance(createPool, { timeLimit: 60_000 })) {
    test.serial(`${pool} ${name}`, async (t) => {
      t.timeout(90_000);
      await run();
      t.pass();
    });
  }
}
