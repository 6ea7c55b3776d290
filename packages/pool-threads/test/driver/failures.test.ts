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

test.serial('an error of a task comes with its class, cause, stack and the worker it came from', async (t) => {
  const pool = poolOf(t, 1);
  const error = await t.throwsAsync(pool.map(fail, [{ tries: sharedNumber(), message: 'bad distance' }]), {
    instanceOf: RangeError,
    message: 'bad distance',
  });
  t.is((error.cause as Error).message, 'the reason');
  t.regex(error.stack ?? '', /^RangeError: bad distance\n\s+at .*tasks\.[jt]s/);
  t.regex(error.stack ?? '', /in task `fail` of file:.*tasks\.js, on worker 1$/);
});

test.serial('whatever a task throws, the map rejects and the pool is usable', async (t) => {
  const pool = poolOf(t, 1);
  const thrown = async (kind: string) => await t.throwsAsync(pool.map(throwOdd, [kind]));
  t.is((await thrown('undefined')).message, 'a value that is no error was thrown: undefined');
  t.regex((await thrown('undefined')).stack ?? '', /on worker 1$/);
  t.is((await thrown('string')).message, 'a value that is no error was thrown: "just text"');
  t.regex((await thrown('function')).message, /a value that is no error was thrown/);
  t.is((await thrown('field')).message, 'with a function');
  t.is((await thrown('detached')).message, 'with lost memory');
  t.regex((await thrown('hostile')).message, /thrown/);
  const rejected = await thrown('code');
  t.true(isEpsieError(rejected, 'START_REJECTED'));
  t.like(rejected, { chain: 2, temperature: 1, parameter: 'x' });
  t.is((await pool.map(where, [0]))[0]?.calls, 1, 'it is still the first worker');
});

test.serial('a result that cannot be sent is an error of the task', async (t) => {
  const pool = poolOf(t, 1);
  for (const kind of ['function', 'symbol', 'twice']) {
    const error = await t.throwsAsync(pool.map(returnOdd, [kind]), { instanceOf: TypeError });
    t.regex(error.message, /^Expected task `returnOdd` of file:.*tasks\.js to return plain data .* cannot be sent: ./);
  }
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('an error is not retried', async (t) => {
  const tries = sharedNumber();
  await t.throwsAsync(poolOf(t, 2).map(fail, [{ tries, message: 'no' }]));
  await sleep(50);
  t.is(tries[0], 1);
});

test.serial('the first error rejects at once: what was not sent is dropped, what is under way is told', async (t) => {
  const pool = poolOf(t, 2);
  const before = await pool.map(where, [20, 20]);
  const told = sharedNumber();
  const items = ['polite', 'fail', 'polite', 'polite'].map((kind) => ({ kind, told }));
  const [error, milliseconds] = await timed(() => t.throwsAsync(pool.map(failOrLoop, items)));
  t.is(error.message, 'first');
  t.true(milliseconds < 2000, `${milliseconds} ms`);
  await until(() => told[0] === 1);
  const after = await pool.map(where, [100, 100]);
  t.is(told[0], 1, 'one was under way, two were never sent');
  t.deepEqual(threads(after), threads(before), 'the workers are the same');
});

test.serial('a task of another map is not told', async (t) => {
  const pool = poolOf(t, 2);
  await pool.map(where, [20, 20]);
  const told = sharedNumber();
  const other = pool.map(loopPolitely, [told]);
  const closed = t.throwsAsync(other, { message: /was closed/ });
  await t.throwsAsync(pool.map(fail, [{ tries: sharedNumber(), message: 'no' }]));
  await sleep(50);
  t.is(told[0], 0);
  await pool.close();
  await closed;
});

test.serial('a worker that ends is noticed at once, and its item done by another', async (t) => {
  const pool = poolOf(t, 2);
  await pool.map(where, [5, 5]);
  const [[thread], milliseconds] = await timed(() => pool.map(exitTimes, [sharedNumber(1)]));
  t.is(typeof thread, 'number');
  t.true(milliseconds < 5000, `${milliseconds} ms`);
});

test.serial('an item that loses two workers breaks its map, not the pool', async (t) => {
  const pool = poolOf(t, 2);
  const error = await t.throwsAsync(pool.map(exitTimes, [sharedNumber(2)]));
  t.true(isEpsieError(error, 'POOL_BROKEN'));
  t.regex(error.message, /^Worker 2 exited with code 7 while it worked on item 0 of task `exitTimes` of file:/);
  t.like(error, { worker: 2 });
  t.deepEqual(await pool.map(echo, [1, 2, 3, 4]), [1, 2, 3, 4]);
});

test.serial('every item has a retry of its own', async (t) => {
  const items = Array.from({ length: 6 }, () => sharedNumber(1));
  t.is((await poolOf(t, 2).map(exitTimes, items)).length, 6);
});

test.serial('an error in a callback, and a rejection that nobody caught, are the cause', async (t) => {
  t.timeout(30_000);
  const pool = poolOf(t, 1);
  const broken = async (kind: string) => (await t.throwsAsync(pool.map(stray, [kind]))) as Error;
  const causes = { callback: 'a callback failed', rejection: 'nobody caught this', undefined: /undefined/ };
  for (const [kind, message] of Object.entries(causes)) {
    const error = await broken(kind);
    t.true(isEpsieError(error, 'POOL_BROKEN'), kind);
    t.regex(error.message, /died of an error outside of any task/);
    t.regex((error.cause as Error).message, new RegExp(message));
  }
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('a worker that needs too much memory is lost, and the process is not', async (t) => {
  t.timeout(30_000);
  const pool = poolOf(t, 1, { maxOldGenerationSizeMb: 24 });
  const error = await t.throwsAsync(pool.map(eatMemory, [0]));
  t.true(isEpsieError(error, 'POOL_BROKEN'));
  t.regex(error.message, /^Worker 2 ran out of memory/);
  t.like(error.cause, { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('a worker that dies without a task is replaced, and a warning tells of it', async (t) => {
  const pool = poolOf(t, 1);
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  await pool.map(leaveBomb, [20]);
  const warning = await Promise.race([warned, sleep(5000)]);
  t.regex(
    warning?.message ?? 'no warning',
    /^Worker 1 of a ThreadPool died of an error outside of any task \(late\), with no task/,
  );
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('an error that a task left behind costs the next one a retry', async (t) => {
  const pool = poolOf(t, 1);
  await pool.map(leaveBomb, [50]);
  t.is((await pool.map(where, [200]))[0]?.calls, 1);
});

test.serial('a pool with a task that never ends still serves other maps', async (t) => {
  const pool = poolOf(t, 2);
  const pending = t.throwsAsync(pool.map(pend, [0]));
  t.deepEqual(await pool.map(echo, [1, 2, 3]), [1, 2, 3]);
  await pool.close();
  await pending;
});
