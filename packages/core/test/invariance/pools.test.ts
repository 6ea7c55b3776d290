import { MetropolisHastingsSampler, type Pool } from '@epsie/core';
import test from 'ava';
import { ForkPool } from '../third-party/fork-pool.ts';
import { TinypoolPool } from '../third-party/tinypool-pool.ts';
import { historyOf } from './histories.ts';
import ridge from './ridge.ts';
import { setups } from './setups.ts';

const ITERATIONS = 150;

const pools: { readonly [name: string]: Pool } = {
  'one child process': new ForkPool(1),
  'two child processes': new ForkPool(2),
  'two threads of another library': new TinypoolPool(2),
};
test.after.always(async () => {
  for (const pool of Object.values(pools)) await pool.close?.();
});

for (const [where, pool] of Object.entries(pools)) {
  for (const setup of setups) {
    test(`${setup.name}: bit-identical in ${where}`, async (t) => {
      const [here, there] = [await setup.start(), await setup.start(pool)];
      for (const iterations of [ITERATIONS / 2, ITERATIONS / 2]) {
        await here.run(iterations);
        await there.run(iterations);
      }
      t.deepEqual(historyOf(there), historyOf(here));
      t.deepEqual(there.state, here.state);
    });

    test(`${setup.name}: resumes in ${where} a run that started in this process`, async (t) => {
      const whole = await setup.start();
      await whole.run(60);
      const { state } = whole;
      whole.clear();
      await whole.run(40);
      const there = setup.create(pool);
      there.setState(state);
      await there.run(40);
      t.deepEqual(historyOf(there), historyOf(whole));
      t.deepEqual(there.state, whole.state);
    });
  }

  test(`draws the same start points from the prior in ${where}`, async (t) => {
    const options = { parameters: ['a', 'b', 'c', 'd'], model: ridge, chains: 5, seed: 8 } as const;
    const [here, there] = [new MetropolisHastingsSampler(options), new MetropolisHastingsSampler({ ...options, pool })];
    await here.start();
    await there.start();
    t.deepEqual(there.state, here.state);
  });
}
