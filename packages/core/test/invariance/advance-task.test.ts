import test from 'ava';
import { type AdvanceItem, advanceTask } from '#src/sampler/run/advance-task.js';
import { copyOf } from './histories.ts';
import { setups } from './setups.ts';

const CHAIN = 1;

for (const setup of setups) {
  test(`${setup.name}: advancing the same item twice returns the same bytes`, async (t) => {
    const sampler = await setup.start();
    await sampler.run(20);
    const { configuration, iterations: iteration, chains } = sampler.state;
    const state = chains[CHAIN] as AdvanceItem['state'];
    const model = { reference: setup.model.reference };
    const item: AdvanceItem = { configuration, model, chain: CHAIN, iteration, iterations: 40, state };
    const before = copyOf(item);
    const first = copyOf(await advanceTask(item));
    t.deepEqual(item, before);
    const second = copyOf(await advanceTask(item));
    t.deepEqual(second, first);
    t.deepEqual(copyOf(await advanceTask(before)), first);
    await sampler.run(40);
    t.true('state' in first);
    t.deepEqual('state' in first && first.state, sampler.state.chains[CHAIN]);
  });
}
