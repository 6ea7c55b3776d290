import { isEpsieError, MetropolisHastingsSampler } from '@epsie/core';
import test from 'ava';
import { assertUnharmed, BreakableModel, gaussian, kinds, started } from '../helpers/undisturbed.ts';

const ABORTED = 'The run was aborted: the sampler is at its last commit, iteration 10';

for (const [name, kind] of Object.entries(kinds)) {
  test(`${name}: a signal that fired before the run rejects it with ABORTED`, async (t) => {
    const sampler = await started(kind);
    await sampler.run(10);
    const reason = new Error('enough');
    const error = await t.throwsAsync(sampler.run(10, { signal: AbortSignal.abort(reason) }), { message: ABORTED });
    t.true(isEpsieError(error, 'ABORTED'));
    t.is(error?.cause, reason);
    await assertUnharmed(t, sampler, kind, 10);
  });

  test(`${name}: a signal that fires before the first commit leaves the sampler at its start`, async (t) => {
    const sampler = await started(kind);
    await t.throwsAsync(sampler.run(10, { signal: AbortSignal.abort() }), {
      message: 'The run was aborted before its first commit: the sampler is still at its start',
    });
    await assertUnharmed(t, sampler, kind, 0);
  });

  test(`${name}: a signal that a timer fires during a run leaves the sampler at its last commit`, async (t) => {
    const sampler = await started(kind);
    await sampler.run(10);
    const controller = new AbortController();
    setTimeout(() => controller.abort('time is up'), 10);
    const error = await t.throwsAsync(sampler.run(1e6, { signal: controller.signal }), { message: ABORTED });
    t.true(isEpsieError(error, 'ABORTED'));
    t.is(error?.cause, 'time is up');
    await assertUnharmed(t, sampler, kind, 10);
  });

  test(`${name}: a signal that fires between two chains leaves the sampler at its last commit`, async (t) => {
    const sampler = await started(kind);
    const controller = new AbortController();
    const onProgress = ({ finished }: { finished: number }) => {
      if (finished === 2) controller.abort();
    };
    const error = await t.throwsAsync(sampler.run(10, { signal: controller.signal, onProgress }));
    t.true(isEpsieError(error, 'ABORTED'));
    t.like(error?.cause, { name: 'AbortError' });
    await assertUnharmed(t, sampler, kind, 0);
  });

  test(`${name}: an aborted stream keeps its committed segments`, async (t) => {
    const sampler = await started(kind);
    const controller = new AbortController();
    const { signal } = controller;
    const committed: number[] = [];
    const error = await t.throwsAsync(async () => {
      for await (const { to } of sampler.stream({ iterations: 50, segment: 10, signal })) {
        committed.push(to);
        if (to === 20) controller.abort();
      }
    });
    t.true(isEpsieError(error, 'ABORTED'));
    t.deepEqual(committed, [10, 20]);
    await assertUnharmed(t, sampler, kind, 20);
  });

  test(`${name}: leaving a stream early keeps its committed segments`, async (t) => {
    const sampler = await started(kind);
    for await (const { to } of sampler.stream({ iterations: 50, segment: 10 })) if (to === 30) break;
    await assertUnharmed(t, sampler, kind, 30);
  });
}

test('a signal that does not fire changes nothing', async (t) => {
  for (const kind of Object.values(kinds)) {
    const sampler = await started(kind);
    await sampler.run(30, { signal: new AbortController().signal });
    await assertUnharmed(t, sampler, kind, 30);
  }
});

test('a failure of the model is reported even if the signal fires at the same time', async (t) => {
  const model = new BreakableModel();
  const controller = new AbortController();
  const sampler = await started(kinds.tempered, { model: model.evaluate });
  model.breakAt(10, () => {
    controller.abort();
    throw new Error('first');
  });
  const error = await t.throwsAsync(sampler.run(100, { signal: controller.signal }), { message: /Error: first/ });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
});

test('a run removes its listener from the signal', async (t) => {
  const { signal } = new AbortController();
  const counts = { added: 0, removed: 0 };
  const counting = {
    get aborted() {
      return signal.aborted;
    },
    reason: undefined,
    addEventListener: () => void counts.added++,
    removeEventListener: () => void counts.removed++,
  };
  const sampler = await started(kinds.tempered);
  for await (const _segment of sampler.stream({ iterations: 30, segment: 10, signal: counting })) t.pass();
  t.true(counts.added > 0);
  t.is(counts.added, counts.removed);
});

test('run and stream reject invalid options', async (t) => {
  const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model: gaussian, chains: 1, seed: 1 });
  await sampler.start({ x: [0], y: [0] });
  const run = (...args: unknown[]) => (sampler.run as (...args: unknown[]) => Promise<void>).apply(sampler, args);
  const first = (options: object) => sampler.stream(options as never).next();
  const iterations = (got: string) => `Expected \`iterations\` to be an integer from 0 up, got ${got}`;
  const segment = (got: string) => `Expected \`segment\` to be an integer from 1 up, got ${got}`;
  for (const [call, instanceOf, message] of [
    [() => run(-1), RangeError, iterations('-1')],
    [() => run(1.5), RangeError, iterations('1.5')],
    [() => run(), TypeError, iterations('undefined')],
    [() => run('10'), TypeError, iterations('"10" (string)')],
    [
      () => run(1, { sgnal: 1 }),
      TypeError,
      'Unknown option `sgnal` of `run`: expected `signal`, `onProgress`. Did you mean `signal`?',
    ],
    [
      () => run(1, new AbortController().signal),
      TypeError,
      'Expected the options of `run` to be a plain object, got an instance of AbortSignal',
    ],
    [() => run(1, { signal: true }), TypeError, 'Expected `signal` to be an `AbortSignal`, got true (boolean)'],
    [() => run(1, { onProgress: 1 }), TypeError, 'Expected `onProgress` to be a function, got 1'],
    [() => first({ iterations: 10, segment: 0 }), RangeError, segment('0')],
    [() => first({ iterations: 10 }), TypeError, segment('undefined')],
    [() => first({ segment: 10 }), TypeError, iterations('undefined')],
  ] as const) {
    await t.throwsAsync(call as () => Promise<unknown>, { instanceOf, message });
  }
  t.is(sampler.iterations, 0);
});
