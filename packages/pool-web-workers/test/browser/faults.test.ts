import { type BrowserPage, openPage } from '@epsie/browser';
import test, { type ExecutionContext } from 'ava';
import type { Caught } from './in-page.ts';

const MODULE = new URL('faults.js', import.meta.url);
const PROGRAM = '**/pool-web-workers/dist/worker/worker.js';

/** Far more than anything here takes, and far less than for ever. */
const BOUNDED = 20_000;

/** Runs a test in a page, where there is a browser. */
function inPage(name: string, run: (t: ExecutionContext, page: BrowserPage) => Promise<void>): void {
  test.serial(name, async (t) => {
    const page = await openPage(t);
    if (page !== undefined) await run(t, page);
  });
}

inPage('a model whose module throws in a worker rejects the start with its message', async (t, page) => {
  const [error, after] = await page.call<[Caught, unknown]>(MODULE, 'failingModel', 'broken');
  t.is(error.code, 'MODEL_FAILED');
  t.regex(error.message, /broken-model\.js could not be imported: there is no document here/);
  t.deepEqual(after, [1, 2]);
});

inPage('a model whose module does not exist rejects the start with its address', async (t, page) => {
  const [error, after] = await page.call<[Caught, unknown]>(MODULE, 'failingModel', 'missing');
  t.is(error.code, 'MODEL_FAILED');
  t.regex(error.message, /could not be imported: .*no-such-model\.js/);
  t.deepEqual(after, [1, 2]);
});

inPage('a model inside of the main script is refused with advice', async (t, page) => {
  const [error] = await page.call<[Caught, unknown]>(MODULE, 'failingModel', 'main script');
  t.regex(error.message, /this is a worker of another WebWorkerPool.* move the model to a separate module/);
});

const ENDS = {
  close: /^Worker \d closed itself while running item 0 of task `end` of http.*, the second worker lost on this item\./,
  'silent close': /^Worker \d ended while running item 0 of task `end`/,
  callback: /^Worker \d died of an error outside of its tasks \(a callback failed\) while running item 0/,
  rejection: /^Worker \d died of an error outside of its tasks \(nobody caught this\) while running item 0/,
};

for (const [kind, message] of Object.entries(ENDS)) {
  inPage(`a task that ends two workers (${kind}) rejects the map with POOL_BROKEN`, async (t, page) => {
    const [error, after] = await page.call<[Caught, unknown]>(MODULE, 'lostTwice', kind);
    t.is(error.code, 'POOL_BROKEN');
    t.regex(error.message, message);
    t.true(error.milliseconds < BOUNDED);
    t.deepEqual(after, [1, 2, 3]);
  });
}

inPage('the item of a worker that ended once runs again on another one', async (t, page) => {
  t.deepEqual(await page.call(MODULE, 'lostOnce'), ['second']);
});

inPage('a program that the server does not have ends the map, with advice', async (t, page) => {
  await page.page.route(PROGRAM, (route) => route.fulfill({ status: 404 }));
  const error = await page.call<Caught>(MODULE, 'notLoading', 60_000);
  t.is(error.code, 'POOL_BROKEN');
  t.regex(
    error.message,
    /^No Web Worker could be started: worker \d could not load its program http.*\/worker\.js.*Does the server have this file/,
  );
  t.true(error.milliseconds < BOUNDED);
});

inPage('a program that never arrives ends the map when the time limit of the start is over', async (t, page) => {
  await page.page.route(PROGRAM, () => {});
  const error = await page.call<Caught>(MODULE, 'notLoading', 500);
  t.is(error.code, 'POOL_BROKEN');
  t.regex(error.message, /^No Web Worker could be started: worker 1 did not load http.*\/worker\.js .* within 500 ms$/);
  t.true(error.milliseconds < BOUNDED);
});

inPage('a core that workers cannot import ends the map with the reason', async (t, page) => {
  // The page has its modules already, the next worker has not.
  await page.call(MODULE, 'messages');
  await page.page.route('**/core/dist/pool-kit/index.js', (route) => route.fulfill({ status: 404 }));
  const error = await page.call<Caught>(MODULE, 'notLoading', 60_000);
  t.is(error.code, 'POOL_BROKEN');
  t.regex(error.message, /worker \d could not import @epsie\/core: .*pool-kit/);
});

inPage('with one worker that has started, maps continue without those that cannot', async (t, page) => {
  let stopped = false;
  await page.page.route('**/stop-serving', (route) => {
    stopped = true;
    return route.fulfill({ status: 200 });
  });
  await page.page.route(PROGRAM, (route) => (stopped ? route.abort() : route.continue()));
  t.deepEqual(await page.call(MODULE, 'oneWorkerOnly', 60_000), [
    [1, 2, 3, 4],
    [5, 6],
  ]);
});

inPage('errors of tasks keep name, message, cause, fields and stack, and the worker stays', async (t, page) => {
  const [range, text, func, code, result, item, plain, last] = (await page.call<Caught[]>(MODULE, 'thrown')) as [
    Caught,
    ...Caught[],
  ];
  t.like(range, { name: 'RangeError', message: 'bad distance', cause: 'the reason' });
  t.regex(range.stack, /in task `throwOdd` of http.*tasks\.js, on worker 1$/);
  t.is(text?.message, 'a value that is not an error was thrown: "just text"');
  t.is(func?.message, 'with a function');
  t.is(code?.code, 'START_REJECTED');
  t.regex(result?.message ?? '', /^Expected task `returnFunction` of http.* to return plain data .*cannot be sent: /);
  t.regex(item?.message ?? '', /^Expected item 1 of task `echo` of http.* to be plain data, but it cannot be sent: /);
  t.regex(plain?.message ?? '', /^Expected `task` to come from defineTask/);
  t.is(last?.message, 'the worker has run 1 task of this kind');
});

inPage('a task that pauses sees the signal and keeps its worker', async (t, page) => {
  const { error, isSame } = await page.call<{ error: Caught; isSame: boolean }>(MODULE, 'aborted', 'polite');
  t.is(error.code, 'ABORTED');
  t.true(isSame);
});

inPage('a run is aborted in the middle of a segment and keeps its worker', async (t, page) => {
  const result = await page.call<{ error: Caught; isSame: boolean; iterations: number }>(MODULE, 'abortedRun');
  t.is(result.error.code, 'ABORTED');
  t.true(result.isSame);
  t.is(result.iterations, 0);
});

inPage('a stuck worker is replaced after the grace period', async (t, page) => {
  const result = await page.call<{ error: Caught; isSame: boolean; milliseconds: number }>(MODULE, 'aborted', 'stuck');
  t.is(result.error.code, 'ABORTED');
  t.false(result.isSame);
  t.true(result.milliseconds > 500 && result.milliseconds < BOUNDED, `${result.milliseconds} ms`);
});

inPage('close ends an endless loop and rejects its map, and every later one', async (t, page) => {
  for (const error of await page.call<Caught[]>(MODULE, 'closed')) {
    t.is(error.code, 'POOL_BROKEN');
    t.is(error.message, 'This WebWorkerPool was closed: create a new one');
    t.true(error.milliseconds < BOUNDED);
  }
});

inPage('a worker that dies while it is idle is replaced, and the browser reports the error', async (t, page) => {
  const [isReplaced, reports] = await page.call<[boolean, string[]]>(MODULE, 'idleFault');
  t.true(isReplaced);
  t.true(
    reports.some((text) => text.includes('late')),
    reports.join(),
  );
});

inPage('buffers of results are moved, and messages of tasks are ignored', async (t, page) => {
  t.deepEqual(await page.call(MODULE, 'messages'), [100_000, [0], [1, 2, 3]]);
});
