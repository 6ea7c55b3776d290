import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { type Look, Operation } from '#src/progress/polled-request.js';
import { Progress } from '#src/progress/progress-engine.js';

/** A look that gives its result after some time. */
function after<T>(milliseconds: number, value: T): () => Look<T> {
  const end = performance.now() + milliseconds;
  return () => (performance.now() < end ? undefined : { value });
}

test('what is there at once is never pending', async (t) => {
  const progress = new Progress(false);
  const operation = new Operation(progress, () => ({ value: 5 }));
  t.true(progress.idle);
  t.is(await operation.wait(), 5);
});

for (const crowded of [false, true]) {
  test(`what comes later is found${crowded ? ' in a crowd' : ''}`, async (t) => {
    const progress = new Progress(crowded);
    const operations = [0.05, 5, 60].map((wait) => new Operation(progress, after(wait, wait)));
    t.false(progress.idle);
    t.deepEqual(await Promise.all(operations.map((operation) => operation.wait())), [0.05, 5, 60]);
    t.true(progress.idle);
  });
}

test('what a test finds is not pending any more', (t) => {
  const progress = new Progress(false);
  let there = false;
  const operation = new Operation(progress, () => (there ? { value: 1 } : undefined));
  t.false(operation.test());
  there = true;
  t.true(operation.test());
  t.true(progress.idle);
});

test('an error is the result, for all who wait', async (t) => {
  const progress = new Progress(false);
  const error = new Error('wrong');
  const ready = after(2, 0);
  const operation = new Operation(progress, () => {
    if (ready() !== undefined) throw error;
    return undefined;
  });
  const waiting = [operation.wait(), operation.wait()];
  for (const promise of waiting) t.is(await t.throwsAsync(promise), error);
  t.is(await t.throwsAsync(operation.wait()), error);
  t.is(
    t.throws(() => operation.peek()),
    error,
  );
  t.true(progress.idle);
});

test('it ends early, once', async (t) => {
  const progress = new Progress(false);
  const operation = new Operation<number>(progress, () => undefined);
  const waiting = operation.wait();
  const reason = new Error('enough');
  operation.cancel(reason);
  operation.cancel(new Error('again'));
  t.is(await t.throwsAsync(waiting), reason);
  const finished = new Operation(progress, () => ({ value: 2 }));
  finished.cancel(reason);
  t.is(await finished.wait(), 2);
  const others = [new Operation(progress, () => undefined), new Operation(progress, () => undefined)];
  const waits = others.map((other) => other.wait());
  progress.cancelAll(reason);
  for (const wait of waits) t.is(await t.throwsAsync(wait), reason);
  t.true(progress.idle);
});

test('one that waits does not hold up timers', async (t) => {
  const progress = new Progress(false);
  const operation = new Operation<number>(progress, () => undefined);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await sleep(200);
  clearInterval(timer);
  operation.cancel(undefined);
  t.true(ticks > 5, `${ticks} ticks in 200 ms`);
});

test('results that follow one another at once do not hold up timers', async (t) => {
  const progress = new Progress(false);
  let ticked = false;
  setTimeout(() => {
    ticked = true;
  }, 5);
  const start = performance.now();
  while (!ticked && performance.now() - start < 2000) await new Operation(progress, () => ({ value: 1 })).wait();
  t.true(ticked);
});
