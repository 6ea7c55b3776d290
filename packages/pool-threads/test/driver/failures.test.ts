import { setTimeout as sleep } from 'node:timers/promises';
import { isEpsieError } from '@epsie/core';
import test from 'ava';
import { poolOf, sharedNumber, threads, timed, until } from '../helpers.js';
import {
  eatMemory,
  echo,
  exitTimes,
  fail,
  failOrLoop,
  leaveBomb,
  loopPolitely,
  pend,
  returnOdd,
  stray,
  throwOdd,
  where,
} from '../tasks.js';

test.serial('an error of a task keeps its class, cause and stack, and names its worker', async (t) => {
  const pool = poolOf(t, 1);
  const error = await t.throwsAsync(pool.map(fail, [{ tries: sharedNumber(), message: 'bad distance' }]), {
    instanceOf: RangeError,
    message: 'bad distance',
  });
  t.is((error.cause as Error).message, 'the reason');
  t.regex(error.stack ?? '', /^RangeError: bad distance\n\s+at .*tasks\.[jt]s/);
  t.regex(error.stack ?? '', /in task `fail` of file:.*tasks\.js, on worker 1$/);
});

test.serial('rejects whatever a task throws, and the pool stays usable', async (t) => {
  const pool = poolOf(t, 1);
  const thrown = async (kind: string) => await t.throwsAsync(pool.map(throwOdd, [kind]));
  t.is((await thrown('undefined')).message, 'a value that is not an error was thrown: undefined');
  t.regex((await thrown('undefined')).stack ?? '', /on worker 1$/);
  t.is((await thrown('string')).message, 'a value that is not an error was thrown: "just text"');
  t.regex((await thrown('function')).message, /a value that is not an error was thrown/);
  t.is((await thrown('field')).message, 'with a function');
  t.is((await thrown('detached')).message, 'with lost memory');
  t.regex((await thrown('hostile')).message, /thrown/);
  const rejected = await thrown('code');
  t.true(isEpsieError(rejected, 'START_REJECTED'));
  t.like(rejected, { chain: 2, temperature: 1, parameter: 'x' });
  t.is((await pool.map(where, [0]))[0]?.calls, 1, 'the first worker is still there');
});

test.serial('reports a result that cannot be sent as an error of the task', async (t) => {
  const pool = poolOf(t, 1);
  for (const kind of ['function', 'symbol', 'twice']) {
    const error = await t.throwsAsync(pool.map(returnOdd, [kind]), { instanceOf: TypeError });
    t.regex(error.message, /^Expected task `returnOdd` of file:.*tasks\.js to return plain data .* cannot be sent: ./);
  }
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('does not retry a task that throws', async (t) => {
  const tries = sharedNumber();
  await t.throwsAsync(poolOf(t, 2).map(fail, [{ tries, message: 'no' }]));
  await sleep(50);
  t.is(tries[0], 1);
});

test.serial(
  'the first error rejects the map at once, drops its waiting items and cancels its running ones',
  async (t) => {
    const pool = poolOf(t, 2);
    const before = await pool.map(where, [20, 20]);
    const notified = sharedNumber();
    const items = ['polite', 'fail', 'polite', 'polite'].map((kind) => ({ kind, notified }));
    const [error, milliseconds] = await timed(() => t.throwsAsync(pool.map(failOrLoop, items)));
    t.is(error.message, 'first');
    t.true(milliseconds < 2000, `${milliseconds} ms`);
    await until(() => notified[0] === 1);
    const after = await pool.map(where, [100, 100]);
    t.is(notified[0], 1, 'one item was running, two were never sent');
    t.deepEqual(threads(after), threads(before), 'the workers are the same');
  },
);

test.serial('an error does not cancel the tasks of another map', async (t) => {
  const pool = poolOf(t, 2);
  await pool.map(where, [20, 20]);
  const notified = sharedNumber();
  const other = pool.map(loopPolitely, [notified]);
  const closed = t.throwsAsync(other, { message: /was closed/ });
  await t.throwsAsync(pool.map(fail, [{ tries: sharedNumber(), message: 'no' }]));
  await sleep(50);
  t.is(notified[0], 0);
  await pool.close();
  await closed;
});

test.serial('notices at once that a worker exits, and retries its item on another', async (t) => {
  const pool = poolOf(t, 2);
  await pool.map(where, [5, 5]);
  const [[thread], milliseconds] = await timed(() => pool.map(exitTimes, [sharedNumber(1)]));
  t.is(typeof thread, 'number');
  t.true(milliseconds < 5000, `${milliseconds} ms`);
});

test.serial('an item that loses two workers rejects its map; the pool stays usable', async (t) => {
  const pool = poolOf(t, 2);
  const error = await t.throwsAsync(pool.map(exitTimes, [sharedNumber(2)]));
  t.true(isEpsieError(error, 'POOL_BROKEN'));
  t.regex(error.message, /^Worker 2 exited with code 7 while running item 0 of task `exitTimes` of file:/);
  t.like(error, { worker: 2 });
  t.deepEqual(await pool.map(echo, [1, 2, 3, 4]), [1, 2, 3, 4]);
});

test.serial('retries each item once', async (t) => {
  const items = Array.from({ length: 6 }, () => sharedNumber(1));
  t.is((await poolOf(t, 2).map(exitTimes, items)).length, 6);
});

test.serial('names an error in a callback, or an unhandled rejection, as the cause', async (t) => {
  t.timeout(30_000);
  const pool = poolOf(t, 1);
  const broken = async (kind: string) => (await t.throwsAsync(pool.map(stray, [kind]))) as Error;
  const causes = { callback: 'a callback failed', rejection: 'nobody caught this', undefined: /undefined/ };
  for (const [kind, message] of Object.entries(causes)) {
    const error = await broken(kind);
    t.true(isEpsieError(error, 'POOL_BROKEN'), kind);
    t.regex(error.message, /died of an error outside of its tasks/);
    t.regex((error.cause as Error).message, new RegExp(message));
  }
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('loses a worker that exceeds its memory limit, but not the process', async (t) => {
  t.timeout(30_000);
  const pool = poolOf(t, 1, { maxOldGenerationSizeMb: 24 });
  const error = await t.throwsAsync(pool.map(eatMemory, [0]));
  t.true(isEpsieError(error, 'POOL_BROKEN'));
  t.regex(error.message, /^Worker 2 ran out of memory/);
  t.like(error.cause, { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('replaces a worker that dies while idle, with a warning', async (t) => {
  const pool = poolOf(t, 1);
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  await pool.map(leaveBomb, [20]);
  const warning = await Promise.race([warned, sleep(5000)]);
  t.regex(
    warning?.message ?? 'no warning',
    /^Worker 1 of a ThreadPool died of an error outside of its tasks \(late\) while no task/,
  );
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('an error left behind by a task costs the next item a retry', async (t) => {
  const pool = poolOf(t, 1);
  await pool.map(leaveBomb, [50]);
  t.is((await pool.map(where, [200]))[0]?.calls, 1);
});

test.serial('a task that never ends does not block other maps', async (t) => {
  const pool = poolOf(t, 2);
  const pending = t.throwsAsync(pool.map(pend, [0]));
  t.deepEqual(await pool.map(echo, [1, 2, 3]), [1, 2, 3]);
  await pool.close();
  await pending;
});
