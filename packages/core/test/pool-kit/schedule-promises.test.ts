import { type AbortSignalLike, createError, defineTask, isEpsieError } from '@epsie/core';
import { answerItem, type ItemAnswer, type ItemRequest, schedulePromises } from '@epsie/core/pool-kit';
import { poolConformance } from '@epsie/core/testing';
import test from 'ava';

const double = defineTask(import.meta.url, 'double', (x: number) => 2 * x);

type Call = {
  readonly request: ItemRequest;
  readonly signal: AbortSignalLike;
  answer(answer: ItemAnswer): void;
  lose(error: Error): void;
};

/** Returns a scheduler, and the calls of its runner, which the test answers. */
function setUp(limit: number) {
  const calls: Call[] = [];
  const scheduler = schedulePromises(
    limit,
    (request, signal) =>
      new Promise((answer, lose) => {
        calls.push({ request, signal, answer, lose });
      }),
  );
  return { scheduler, calls };
}

const later = () => new Promise((resolve) => setImmediate(resolve));
const closed = () => createError('POOL_BROKEN', 'This pool was closed', {});

for (const { name, run } of poolConformance(() => {
  const scheduler = schedulePromises(2, async (request, signal) => await answerItem(request, 'a worker', { signal }));
  return {
    size: 2,
    // Not `local`: such a pool passes the items themselves, which its tasks could change.
    map: async (task, items, options) => await scheduler.map(task, structuredClone([...items]), options),
    close: async () => scheduler.close(closed()),
  };
})) {
  test.serial(`a pool of promises ${name}`, async (t) => {
    await run();
    t.pass();
  });
}

test('passes on as many items as the limit, and the next one with each answer', async (t) => {
  const { scheduler, calls } = setUp(2);
  const map = scheduler.map(double, [1, 2, 3]);
  t.deepEqual(
    calls.map(({ request }) => request),
    [1, 2].map((item) => ({ module: import.meta.url, export: 'double', item })),
  );
  calls[1]?.answer({ result: 4 });
  await later();
  t.is(calls.length, 3);
  calls[2]?.answer({ result: 6 });
  calls[0]?.answer({ result: 2 });
  t.deepEqual(await map, [2, 4, 6]);
});

test('passes on all items at once without a limit', (t) => {
  const { scheduler, calls } = setUp(Number.POSITIVE_INFINITY);
  void scheduler.map(double, [1, 2, 3]);
  t.is(calls.length, 3);
});

test('runs the item of a lost worker once more', async (t) => {
  const { scheduler, calls } = setUp(1);
  const map = scheduler.map(double, [1]);
  calls[0]?.lose(new Error('the worker is gone'));
  await later();
  t.is(calls.length, 2);
  t.deepEqual(calls[1]?.request, calls[0]?.request);
  calls[1]?.answer({ result: 2 });
  t.deepEqual(await map, [2]);
});

test('ends the map with the error of the second loss of an item', async (t) => {
  const { scheduler, calls } = setUp(1);
  const map = scheduler.map(double, [1]);
  calls[0]?.lose(new Error('the first worker is gone'));
  await later();
  calls[1]?.lose(new Error('the second worker is gone'));
  await t.throwsAsync(map, { message: 'the second worker is gone' });
});

test('does not run an item again whose task failed, and names the worker in the stack', async (t) => {
  const { scheduler, calls } = setUp(1);
  const map = scheduler.map(double, [1]);
  calls[0]?.answer({ error: { name: 'RangeError', message: 'too far' }, worker: 'worker 7 of node3' });
  const error = await t.throwsAsync(map, { instanceOf: RangeError, message: 'too far' });
  t.regex(error?.stack ?? '', /in task `double` of .*, on worker 7 of node3$/);
  t.is(calls.length, 1);
});

test('fires the signals of the items under way when their map ends', async (t) => {
  const { scheduler, calls } = setUp(2);
  const map = scheduler.map(double, [1, 2, 3]);
  const other = scheduler.map(double, [4]);
  calls[0]?.answer({ error: { name: 'Error', message: 'no' }, worker: 'a worker' });
  await t.throwsAsync(map, { message: 'no' });
  t.true(calls[1]?.signal.aborted);
  t.false(calls[2]?.signal.aborted, 'the item of the other map runs instead');
  calls[2]?.answer({ result: 8 });
  t.deepEqual(await other, [8]);
});

test('keeps the place of a cancelled item until its promise settles', async (t) => {
  const { scheduler, calls } = setUp(1);
  const controller = new AbortController();
  const map = scheduler.map(double, [1], { signal: controller.signal });
  controller.abort();
  t.true(isEpsieError(await t.throwsAsync(map), 'ABORTED'));
  const next = scheduler.map(double, [2]);
  t.is(calls.length, 1);
  calls[0]?.lose(new Error('cancelled'));
  await later();
  calls[1]?.answer({ result: 4 });
  t.deepEqual(await next, [4]);
});

test('rejects with a TypeError for an item that the runner refuses, and keeps its place free', async (t) => {
  const scheduler = schedulePromises(1, (request) => {
    if (request.item === 1) throw new Error('DataCloneError');
    return answerItem({ ...request, item: 2 }, 'a worker');
  });
  await t.throwsAsync(scheduler.map(double, [1]), { instanceOf: TypeError, message: /item 0 .* cannot be sent/ });
  const rejected = await t.throwsAsync(scheduler.map(double, [2]));
  t.regex(rejected?.message ?? '', /to export `double`/, 'the next item was passed on: this module exports no task');
});
