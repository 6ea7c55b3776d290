import test from 'ava';
import { type AdvanceItem, advanceTask } from '#src/sampler/run/advance-task.js';
import { partsBetweenAgreements } from '#src/tempering/agreement.js';
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
    // A task ends before the chains agree on a ladder.
    const [part, ...others] = partsBetweenAgreements(configuration.tempering, iteration, 40);
    const iterations = (part as number) - (others.length > 0 ? 1 : 0);
    const item: AdvanceItem = { configuration, model, chain: CHAIN, iteration, iterations, state };
    const before = copyOf(item);
    const first = copyOf(await advanceTask(item));
    t.deepEqual(item, before);
    const second = copyOf(await advanceTask(item));
    t.deepEqual(second, first);
    t.deepEqual(copyOf(await advanceTask(before)), first);
    await sampler.run(iterations);
    t.true('state' in first);
    t.deepEqual('state' in first && first.state, sampler.state.chains[CHAIN]);
  });
}
