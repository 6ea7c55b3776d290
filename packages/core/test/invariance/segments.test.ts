import test, { type ExecutionContext } from 'ava';
import { historyOf, joinHistories } from './histories.ts';
import { type AnySampler, type Setup, setups } from './setups.ts';

const ITERATIONS = 300;

for (const setup of setups) {
  test(`${setup.name}: three runs equal one long run`, async (t) => {
    const sampler = await setup.start();
    for (let i = 0; i < 3; i++) await sampler.run(ITERATIONS / 3);
    await assertSameAsOneRun(t, setup, sampler);
  });

  test(`${setup.name}: a stream with segments of 7 equals one run`, async (t) => {
    const sampler = await setup.start();
    const ends: number[] = [];
    for await (const { from, to } of sampler.stream({ iterations: ITERATIONS, segment: 7 })) {
      t.is(from, ends.at(-1) ?? 0);
      t.is(to, sampler.iterations);
      ends.push(to);
    }
    t.is(ends.length, Math.ceil(ITERATIONS / 7));
    await assertSameAsOneRun(t, setup, sampler);
  });

  test(`${setup.name}: reading the history between runs does not change it`, async (t) => {
    const sampler = await setup.start();
    for (const iterations of [1, 0, 2, 97, 50, 1, 149]) {
      await sampler.run(iterations);
      historyOf(sampler);
    }
    await assertSameAsOneRun(t, setup, sampler);
  });

  test(`${setup.name}: the histories between clears join to one run`, async (t) => {
    const sampler = await setup.start();
    const pieces: object[] = [];
    for (const iterations of [100, 1, 0, 88, 111]) {
      sampler.clear();
      t.is(sampler.lastClear, sampler.iterations);
      await sampler.run(iterations);
      pieces.push(historyOf(sampler));
    }
    await assertSameAsOneRun(t, setup, sampler, joinHistories(pieces));
  });

  test(`${setup.name}: a signal that does not fire changes nothing`, async (t) => {
    const sampler = await setup.start();
    await sampler.run(ITERATIONS, { signal: new AbortController().signal });
    await assertSameAsOneRun(t, setup, sampler);
  });
}

async function assertSameAsOneRun(
  t: ExecutionContext,
  setup: Setup,
  sampler: AnySampler,
  history: object = historyOf(sampler),
): Promise<void> {
  const whole = await setup.start();
  await whole.run(ITERATIONS);
  t.is(sampler.iterations, ITERATIONS);
  t.deepEqual(history, historyOf(whole));
  t.deepEqual(sampler.state, whole.state);
}
