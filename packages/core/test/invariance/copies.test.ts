import test from 'ava';
import { copyOf, historyOf } from './histories.ts';
import { type AnySampler, setups } from './setups.ts';

for (const setup of setups) {
  test(`${setup.name}: views keep their values after later runs`, async (t) => {
    const sampler = await setup.start();
    const taken: { readonly views: object; readonly values: object }[] = [];
    const read = (): void => {
      const views = viewsOf(sampler);
      taken.push({ views, values: copyOf(views) });
    };
    read();
    for (const iterations of [10, 3, 1, 200, 1]) {
      await sampler.run(iterations);
      read();
    }
    sampler.clear();
    await sampler.run(50);
    read();
    sampler.setState(sampler.state);
    await sampler.run(5);
    for (const { views, values } of taken) t.deepEqual(copyOf(views), values);
  });

  test(`${setup.name}: changing a returned state does not affect the sampler`, async (t) => {
    const [sampler, untouched] = [await setup.start(), await setup.start()];
    await sampler.run(30);
    overwrite(sampler.state);
    overwrite(sampler.currentPositions);
    overwrite(sampler.startPositions);
    await sampler.run(30);
    await untouched.run(60);
    t.deepEqual(historyOf(sampler), historyOf(untouched));
    t.deepEqual(sampler.state, untouched.state);
  });

  test(`${setup.name}: changing a state after it was set does not affect the sampler`, async (t) => {
    const sampler = await setup.start();
    await sampler.run(30);
    const { state } = sampler;
    const resumed = setup.create();
    resumed.setState(state);
    overwrite(state);
    sampler.clear();
    await sampler.run(30);
    await resumed.run(30);
    t.deepEqual(historyOf(resumed), historyOf(sampler));
    t.deepEqual(resumed.state, sampler.state);
  });
}

function viewsOf({ positions, stats, acceptance, blobs, swaps }: AnySampler): object {
  // Views are created at the first access.
  for (const variable of [positions, stats, acceptance, blobs ?? {}, swaps ?? {}]) Object.values(variable);
  return { positions, stats, acceptance, blobs, swaps };
}

/** Overwrites every number in plain data, and every string and bigint too. */
function overwrite(value: unknown): void {
  if (ArrayBuffer.isView(value)) {
    (value as Float64Array).fill(77);
    return;
  }
  const fields = value as { [name: string]: unknown };
  for (const [name, field] of Object.entries(fields)) {
    if (typeof field === 'object' && field !== null) overwrite(field);
    else fields[name] = typeof field === 'bigint' ? 77n : 77;
  }
}
