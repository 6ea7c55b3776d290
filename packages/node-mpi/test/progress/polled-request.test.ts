import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { type Completion, PolledRequest } from '#src/progress/polled-request.js';
import { ProgressEngine } from '#src/progress/progress-engine.js';

/** Returns a check that succeeds after some time. */
function after<T>(milliseconds: number, value: T): () => Completion<T> {
  const end = performance.now() + milliseconds;
  return () => (performance.now() < end ? undefined : { value });
}

test('a request that is complete at once is never pending', async (t) => {
  const engine = new ProgressEngine(false);
  const request = new PolledRequest(engine, () => ({ value: 5 }));
  t.true(engine.isIdle);
  t.is(await request.wait(), 5);
});

for (const crowded of [false, true]) {
  test(`completes requests later${crowded ? ' on a crowded machine' : ''}`, async (t) => {
    const engine = new ProgressEngine(crowded);
    const requests = [0.05, 5, 60].map((wait) => new PolledRequest(engine, after(wait, wait)));
    t.false(engine.isIdle);
    t.deepEqual(await Promise.all(requests.map((request) => request.wait())), [0.05, 5, 60]);
    t.true(engine.isIdle);
  });
}

test('a request that test() completes is not pending any more', (t) => {
  const engine = new ProgressEngine(false);
  let isAvailable = false;
  const request = new PolledRequest(engine, () => (isAvailable ? { value: 1 } : undefined));
  t.false(request.test());
  isAvailable = true;
  t.true(request.test());
  t.true(engine.isIdle);
});

test('rejects all waiting promises with an error of the check', async (t) => {
  const engine = new ProgressEngine(false);
  const error = new Error('wrong');
  const ready = after(2, 0);
  const request = new PolledRequest(engine, () => {
    if (ready() !== undefined) throw error;
    return undefined;
  });
  const waiting = [request.wait(), request.wait()];
  for (const promise of waiting) t.is(await t.throwsAsync(promise), error);
  t.is(await t.throwsAsync(request.wait()), error);
  t.is(
    t.throws(() => request.peek()),
    error,
  );
  t.true(engine.isIdle);
});

test('can be cancelled, once', async (t) => {
  const engine = new ProgressEngine(false);
  const request = new PolledRequest<number>(engine, () => undefined);
  const waiting = request.wait();
  const reason = new Error('enough');
  request.cancel(reason);
  request.cancel(new Error('again'));
  t.is(await t.throwsAsync(waiting), reason);
  const finished = new PolledRequest(engine, () => ({ value: 2 }));
  finished.cancel(reason);
  t.is(await finished.wait(), 2);
  const others = [new PolledRequest(engine, () => undefined), new PolledRequest(engine, () => undefined)];
  const waits = others.map((other) => other.wait());
  engine.cancelAll(reason);
  for (const wait of waits) t.is(await t.throwsAsync(wait), reason);
  t.true(engine.isIdle);
});

test('a pending request does not block timers', async (t) => {
  const engine = new ProgressEngine(false);
  const request = new PolledRequest<number>(engine, () => undefined);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await sleep(200);
  clearInterval(timer);
  request.cancel(undefined);
  t.true(ticks > 5, `${ticks} ticks in 200 ms`);
});

test('results that follow each other at once do not block timers', async (t) => {
  const engine = new ProgressEngine(false);
  let ticked = false;
  setTimeout(() => {
    ticked = true;
  }, 5);
  const start = performance.now();
  while (!ticked && performance.now() - start < 2000) await new PolledRequest(engine, () => ({ value: 1 })).wait();
  t.true(ticked);
});
