import { availableParallelism } from 'node:os';
import { inspect } from 'node:util';
import { ThreadPool, type ThreadPoolOptions } from '@epsie/pool-threads';
import test from 'ava';
import { poolOf } from '../helpers.js';
import { chatter, echo, giveAway, whatIsLeft, where } from '../tasks.js';

test.serial('has as many threads as requested; default: the available processors', (t) => {
  t.is(new ThreadPool({ threads: 3 }).size, 3);
  t.is(new ThreadPool().size, availableParallelism());
});

test.serial('refuses invalid options, naming what was expected and what came', (t) => {
  const make = (options: unknown) => () => new ThreadPool(options as ThreadPoolOptions);
  const message = 'Expected `threads` to be an integer from 1 up, got';
  for (const threads of [0, -1, 1.5, Number.NaN, Infinity]) {
    t.throws(make({ threads }), { instanceOf: RangeError, message: `${message} ${threads}` });
  }
  t.throws(make({ threads: '4' }), { instanceOf: TypeError, message: `${message} "4" (string)` });
  t.throws(make({ threads: null }), { instanceOf: TypeError, message: `${message} null` });
  const wrong: readonly (readonly [options: unknown, message: string])[] = [
    [
      { thread: 4 },
      'Unknown option `thread` of `ThreadPool`: expected `threads`, `resourceLimits`. Did you mean `threads`?',
    ],
    [4, 'Expected the options of `ThreadPool` to be an object, got 4. Write `{ threads: 4 }`'],
    [[4], 'Expected the options of `ThreadPool` to be an object, got [4]. Write `{ threads: 4 }`'],
    [null, 'Expected the options of `ThreadPool` to be an object, got null. Write `{ threads: 4 }`'],
    [
      { resourceLimits: 5 },
      'Expected the options of `resourceLimits` to be an object, got 5. Write `{ maxOldGenerationSizeMb: 4096 }`',
    ],
    [
      { resourceLimits: { maxOldGenerationSizeMB: 5 } },
      'Unknown option `maxOldGenerationSizeMB` of `resourceLimits`: expected `maxYoungGenerationSizeMb`, `maxOldGenerationSizeMb`, `codeRangeSizeMb`, `stackSizeMb`. Did you mean `maxOldGenerationSizeMb`?',
    ],
    [
      { resourceLimits: { stackSizeMb: '4' } },
      'Expected `resourceLimits.stackSizeMb` to be a positive number, got "4" (string)',
    ],
  ];
  for (const [options, text] of wrong) t.throws(make(options), { instanceOf: TypeError, message: text });
  t.throws(make({ resourceLimits: { stackSizeMb: 0 } }), {
    instanceOf: RangeError,
    message: 'Expected `resourceLimits.stackSizeMb` to be a positive number, got 0',
  });
});

test.serial('prints how many threads have started and how many are busy', async (t) => {
  const pool = poolOf(t, 2);
  t.is(inspect(pool), 'ThreadPool { size: 2, started: 0, busy: 0 }');
  const map = pool.map(echo, [1]);
  t.is(inspect(pool), 'ThreadPool { size: 2, started: 1, busy: 1 }');
  await map;
  await pool.close();
  t.is(inspect(pool), 'ThreadPool { size: 2, closed: true }');
});

test.serial('refuses a plain function, and an item that cannot be sent, with advice', async (t) => {
  const pool = poolOf(t, 1);
  await t.throwsAsync(pool.map(((x: number) => x) as never, [1]), { instanceOf: TypeError, message: /defineTask/ });
  const error = await t.throwsAsync(pool.map(echo, [1, 2, () => 3]), { instanceOf: TypeError });
  t.regex(
    error.message,
    /^Expected item 2 of task `echo` of file:.* to be plain data, but it cannot be sent: .*cloned/,
  );
  t.deepEqual(await pool.map(echo, [1]), [1]);
});

test.serial('starts threads when they are needed, and keeps them', async (t) => {
  let started = 0;
  const count = () => started++;
  process.on('worker', count);
  t.teardown(() => process.off('worker', count));
  const pool = poolOf(t, 3);
  await nextTurn();
  t.is(started, 0);
  await pool.map(where, [0]);
  t.is(started, 1);
  await pool.map(where, [5, 5]);
  t.is(started, 2);
  for (let round = 0; round < 5; round++) await pool.map(where, [5, 5, 5, 5, 5, 5]);
  t.is(started, 3);
});

test.serial('imports a module once per thread', async (t) => {
  const pool = poolOf(t, 1);
  for (let round = 1; round <= 4; round++) t.is((await pool.map(where, [0]))[0]?.calls, round);
});

test.serial('an idle thread takes the next item', async (t) => {
  const pool = poolOf(t, 2);
  await pool.map(where, [1, 1]);
  const [first, ...others] = await pool.map(where, [800, ...Array.from({ length: 10 }, () => 5)]);
  t.true(others.every(({ thread }) => thread !== first?.thread));
});

test.serial('concurrent maps share the threads evenly, however long their items take', async (t) => {
  const pool = poolOf(t, 2);
  await pool.map(where, [5, 5]);
  let done = 0;
  const slow = pool.map(where, new Array<number>(14).fill(200), { onResult: () => done++ });
  await pool.map(where, new Array<number>(20).fill(2));
  t.true(done < 9, `${done} slow items were done beside 20 quick ones of the later map`);
  await slow;
});

test.serial('moves the buffers that a task marked with withTransfer', async (t) => {
  const pool = poolOf(t, 1);
  const [result] = await pool.map(giveAway, [100_000]);
  t.is(result?.values.length, 100_000);
  t.is(result?.values[99_999], 99_999);
  t.deepEqual(await pool.map(whatIsLeft, [0]), [0]);
});

test.serial('ignores messages that a model posts to the main thread', async (t) => {
  t.deepEqual(await poolOf(t, 2).map(chatter, [1, 2, 3]), [1, 2, 3]);
});

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
