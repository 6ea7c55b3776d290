import test from 'ava';
import { copyOf, historyOf, joinHistories } from './histories.ts';
import { setups } from './setups.ts';

const ITERATIONS = 50;

const copies: { readonly [name: string]: <T>(state: T) => T } = { structuredClone, 'v8.serialize': copyOf };

for (const setup of setups) {
  for (const [name, copy] of Object.entries(copies)) {
    test(`${setup.name}: saved by ${name} and restored after every iteration, the run stays bit-identical`, async (t) => {
      const whole = await setup.start();
      await whole.run(ITERATIONS);
      let sampler = await setup.start();
      const pieces: object[] = [];
      for (let i = 0; i < ITERATIONS; i++) {
        const resumed = setup.create();
        resumed.setState(copy(sampler.state));
        t.is(resumed.iterations, i);
        t.is(resumed.lastClear, i);
        await resumed.run(1);
        pieces.push(historyOf(resumed));
        sampler = resumed;
      }
      t.deepEqual(joinHistories(pieces), historyOf(whole));
      t.deepEqual(sampler.state, whole.state);
      t.deepEqual(copyOf(sampler.startPositions), copyOf(whole.startPositions));
    });
  }

  test(`${setup.name}: resuming from any iteration reproduces the rest of the run`, async (t) => {
    const whole = await setup.start();
    const states = [];
    for (let i = 0; i < ITERATIONS; i++) {
      states.push(whole.state);
      await whole.run(1);
    }
    for (const state of states) {
      const resumed = setup.create();
      resumed.setState(state);
      await resumed.run(ITERATIONS - state.iterations);
      t.deepEqual(resumed.state, whole.state);
    }
  });
}
