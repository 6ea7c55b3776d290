// A program with a pool: `epsie-mpi scenarios.js NAME` prints the outcome of a scenario as JSON.

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineTask, type Task } from '@epsie/core';
import { MpiPool } from '@epsie/pool-mpi';
import * as tasks from '../tasks.js';

/** A task that no rank could import without running this program again. */
export const mine = defineTask(import.meta.url, 'mine', (x: number) => x);

const [name = '', argument = ''] = process.argv.slice(2);
const options = name.startsWith('stall') || name.startsWith('slow') ? { stallTimeout: 1500 } : {};
const pool = await MpiPool.create(options);
console.log('started');

const print = (found: unknown): void => console.log(`found ${JSON.stringify(found)}`);

/** Returns the error with which a map rejects, as plain data. */
async function errorOf<I>(task: Task<I, unknown>, item: unknown, signal?: AbortSignal): Promise<object> {
  const map = pool.map(task as Task<unknown, unknown>, [item], signal === undefined ? {} : { signal });
  const error = await map.then(
    () => new Error('no error'),
    (reason: Error) => reason,
  );
  const { cause, stack = '' } = error;
  const fields = { ...error } as object;
  return {
    ...fields,
    name: error.name,
    message: error.message,
    end: stack.split('\n').at(-1)?.trim(),
    cause: String(cause),
  };
}

const scenarios: { readonly [name: string]: () => Promise<unknown> } = {
  async squares() {
    return { size: pool.size, squares: await pool.map(tasks.square, [1, 2, 3, 4, 5]) };
  },
  async 'every rank'() {
    return await pool.map(tasks.imports, [50, 50, 50, 50, 50, 50]);
  },
  async environment() {
    return await pool.map(tasks.environment, [0]);
  },
  async arrays() {
    const [results = []] = await pool.map(tasks.arrays, [[3, 0, 8191, 8192, 8193, 1_000_000]]);
    const sums = await pool.map(tasks.total, [{ few: [1, 2], many: new Float64Array(100_000).fill(0.5) }]);
    return { ends: results.map((array) => [array.length, array.at(-1), array.constructor.name]), sums };
  },
  async errors() {
    const kinds = ['range', 'function', 'undefined', 'code'];
    const errors = [];
    for (const kind of kinds) errors.push(await errorOf(tasks.fail, kind));
    return { errors, after: await pool.map(tasks.square, [2, 3]) };
  },
  async uncloneable() {
    return { error: await errorOf(tasks.uncloneable, 1), after: await pool.map(tasks.square, [2, 3]) };
  },
  async 'uncloneable item'() {
    return { error: await errorOf(tasks.square, () => 1), after: await pool.map(tasks.square, [2, 3]) };
  },
  async traps() {
    const errors = [await errorOf(tasks.trap, 1), await errorOf(tasks.readOutside, 1)];
    return { errors, after: await pool.map(tasks.square, [2, 3]) };
  },
  async import() {
    const { never } = await import('./fails-on-import.js');
    return { error: await errorOf(never, 1), after: await pool.map(tasks.square, [2, 3]) };
  },
  async 'abort a polite task'() {
    const start = performance.now();
    const error = await errorOf(tasks.loopPolitely, 1, AbortSignal.timeout(200));
    const after = await pool.map(tasks.square, [2, 3, 4, 5]);
    return { error, after, seconds: (performance.now() - start) / 1000 };
  },
  async 'two maps'() {
    return await Promise.all([pool.map(tasks.wait, [30, 20, 10]), pool.map(tasks.square, [1, 2, 3])]);
  },
  async 'the same pool'() {
    return (await MpiPool.create()) === pool;
  },
  async closed() {
    await pool.close();
    await pool.close();
    const again = await MpiPool.create().catch((error: Error) => error.message);
    return { error: await errorOf(tasks.square, 1), again };
  },
  async 'a task in the main script'() {
    return await errorOf(mine, 1);
  },
  async arguments() {
    return process.argv.slice(3);
  },

  // Faults.
  async exit() {
    process.exit(Number(argument));
  },
  async throw() {
    throw new Error('the main program failed');
  },
  async 'throw while busy'() {
    void pool.map(tasks.loop, [1]);
    await sleep(200);
    throw new Error('the main program failed');
  },
  async 'exit while busy'() {
    void pool.map(tasks.loop, [1]);
    await sleep(200);
    process.exit(0);
  },
  async 'exit in the model'() {
    return await pool.map(tasks.exit, [Number(argument)]);
  },
  async 'kill a worker'() {
    return await pool.map(tasks.kill, [0]);
  },
  async 'kill the program'() {
    process.kill(process.pid, 'SIGKILL');
    return await pool.map(tasks.wait, [60_000]);
  },
  async 'a callback fails'() {
    return await pool.map(tasks.stray, [0]);
  },
  async stall() {
    return { error: await errorOf(tasks.loop, 0) };
  },
  async 'stall, uncaught'() {
    return await pool.map(tasks.loop, [0]);
  },
  async 'slow, without a stall'() {
    return await pool.map(
      tasks.wait,
      Array.from({ length: 12 }, () => 300),
    );
  },
  async 'close while busy'() {
    const error = errorOf(tasks.loop, 0);
    await sleep(200);
    await pool.close();
    return await error;
  },
  async 'abort while busy'() {
    return await errorOf(tasks.loop, 0, AbortSignal.timeout(200));
  },
  async signal() {
    const received = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    const stop = new AbortController();
    const map = errorOf(tasks.loopPolitely, 0, stop.signal);
    console.log('ready');
    const [signal] = (await received) as [string];
    stop.abort(new Error(signal));
    const error = await map;
    writeFileSync(argument, JSON.stringify({ signal, error, filler: 'x'.repeat(5e6) }));
    process.exitCode = 85;
    return 'saved';
  },
  async 'signal, then close'() {
    const received = Promise.race([once(process, 'SIGTERM'), sleep(20_000)]);
    console.log('ready');
    await received;
    await pool.close();
    await sleep(500);
    writeFileSync(argument, 'closed');
    process.exit(85);
  },
};

print(await scenarios[name]?.());
