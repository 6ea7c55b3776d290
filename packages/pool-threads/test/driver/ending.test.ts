import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isEpsieError } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { poolOf, sharedNumber, threads, timed, until } from '../helpers.js';
import { echo, loop, loopPolitely, pend, where } from '../tasks.js';

test.serial('a signal that has already fired rejects before any item is sent', async (t) => {
  const pool = poolOf(t, 1);
  const reason = new Error('no time');
  const error = await t.throwsAsync(pool.map(echo, [1], { signal: AbortSignal.abort(reason) }));
  t.true(isEpsieError(error, 'ABORTED'));
  t.is(error.cause, reason);
  await t.throwsAsync(pool.map(echo, [], { signal: AbortSignal.abort(reason) }), { message: /signal/ });
});

test.serial('a signal rejects the map at once, and a task that checks it keeps its worker', async (t) => {
  const pool = poolOf(t, 2);
  const before = await pool.map(where, [20, 20]);
  const controller = new AbortController();
  const notified = sharedNumber();
  const map = t.throwsAsync(pool.map(loopPolitely, [notified, notified, notified], { signal: controller.signal }));
  setTimeout(() => controller.abort(), 50);
  const [error, milliseconds] = await timed(() => map);
  t.true(isEpsieError(error, 'ABORTED'));
  t.true(milliseconds < 2000, `${milliseconds} ms`);
  await until(() => notified[0] === 2);
  const after = await pool.map(where, [100, 100]);
  t.is(notified[0], 2, 'the third item was never sent');
  t.deepEqual(threads(after), threads(before), 'the workers are the same');
  await sleep(1300);
  t.deepEqual(threads(await pool.map(where, [100, 100])), threads(before), 'no worker is terminated later');
});

for (const kind of ['busy', 'wait']) {
  test.serial(`replaces a worker that does not reply (${kind}) within the grace period`, async (t) => {
    const pool = poolOf(t, 1);
    const before = await pool.map(where, [0]);
    await abortAfter(50, (signal) => pool.map(loop, [kind], { signal }));
    const [after, milliseconds] = await timed(() => pool.map(where, [0]));
    t.notDeepEqual(threads(after), threads(before));
    t.true(milliseconds > 500 && milliseconds < 5000, `${milliseconds} ms`);
  });
}

test.serial('the other workers serve the next map while one is stuck', async (t) => {
  const pool = poolOf(t, 2);
  await pool.map(where, [20, 20]);
  await abortAfter(50, (signal) => pool.map(loop, ['busy'], { signal }));
  const [, milliseconds] = await timed(() => pool.map(where, [0, 0, 0]));
  t.true(milliseconds < 900, `${milliseconds} ms`);
});

test.serial('a signal also cancels an asynchronous task that never ends', async (t) => {
  const pool = poolOf(t, 1);
  await abortAfter(20, (signal) => pool.map(pend, [0], { signal }));
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('ignores the signal of a map that has ended', async (t) => {
  const pool = poolOf(t, 1);
  const controller = new AbortController();
  t.deepEqual(await pool.map(echo, [1], { signal: controller.signal }), [1]);
  controller.abort();
  t.deepEqual(await pool.map(echo, [2]), [2]);
});

test.serial('leaves no listener on the signal', async (t) => {
  const pool = poolOf(t, 1);
  const { signal } = new AbortController();
  for (let i = 0; i < 20; i++) await pool.map(echo, [i], { signal });
  await t.throwsAsync(pool.map(echo, [() => 1], { signal }));
  t.is(getEventListeners(signal, 'abort').length, 0);
});

test.serial('close() ends endless loops within bounded time and rejects running maps at once', async (t) => {
  const pool = new ThreadPool({ threads: 3 });
  await pool.map(where, [20, 20, 20]);
  const maps = [pool.map(loop, ['busy']), pool.map(loop, ['wait']), pool.map(pend, [0, 1, 2])];
  const rejections = maps.map((map) => t.throwsAsync(map, { message: 'This ThreadPool was closed: create a new one' }));
  const [, milliseconds] = await timed(() => pool.close());
  t.true(milliseconds < 3000, `${milliseconds} ms`);
  for (const error of await Promise.all(rejections)) t.true(isEpsieError(error, 'POOL_BROKEN'));
});

test.serial('close() may be called at any time, and repeatedly', async (t) => {
  const unused = new ThreadPool({ threads: 2 });
  await unused.close();
  const starting = new ThreadPool({ threads: 2 });
  const map = t.throwsAsync(starting.map(echo, [1, 2, 3]));
  await Promise.all([starting.close(), starting.close()]);
  t.true(isEpsieError(await map, 'POOL_BROKEN'));
  await starting.close();
  const error = await t.throwsAsync(starting.map(echo, []));
  t.true(isEpsieError(error, 'POOL_BROKEN'));
});

test.serial('`await using` closes the pool', async (t) => {
  let kept: ThreadPool;
  {
    await using pool = new ThreadPool({ threads: 1 });
    kept = pool;
    t.deepEqual(await pool.map(echo, [1]), [1]);
  }
  await t.throwsAsync(kept.map(echo, [1]), { message: /was closed/ });
});

test.serial('close() does not wait for the grace period of a stuck worker', async (t) => {
  const pool = new ThreadPool({ threads: 1 });
  await abortAfter(50, (signal) => pool.map(loop, ['busy'], { signal }));
  const [, milliseconds] = await timed(() => pool.close());
  t.true(milliseconds < 900, `${milliseconds} ms`);
});

async function abortAfter(milliseconds: number, map: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  await map(controller.signal).catch((error: unknown) => {
    if (!isEpsieError(error, 'ABORTED')) throw error;
  });
}
