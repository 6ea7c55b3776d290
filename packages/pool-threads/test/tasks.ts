import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, threadId } from 'node:worker_threads';
import { createError, defineTask, withTransfer } from '@epsie/core';

const url = import.meta.url;
let calls = 0;
let given: Float64Array | undefined;

/** Returns the item. */
export const echo = defineTask(url, 'echo', (item: unknown) => item);

/** Returns the thread of the task, and how many calls of this task there have been in it. */
export const where = defineTask(url, 'where', async (milliseconds: number) => {
  await sleep(milliseconds);
  calls++;
  return { thread: threadId, calls };
});

/** Prints lines and returns at once. */
export const print = defineTask(url, 'print', (lines: number) => {
  for (let i = 0; i < lines; i++) console.log(`line ${i}`);
  console.error('and an error line');
  return lines;
});

/** Returns a result whose buffer is transferred, and keeps a reference to it. */
export const giveAway = defineTask(url, 'giveAway', (length: number) => {
  given = Float64Array.from({ length }, (_, i) => i);
  return withTransfer({ values: given }, [given.buffer as ArrayBuffer]);
});

/** Returns the length of the transferred array as seen from here. */
export const whatIsLeft = defineTask(url, 'whatIsLeft', (_: unknown) => given?.length);

/** Throws, and counts the attempts. */
export const fail = defineTask(url, 'fail', ({ tries, message }: { tries: Int32Array; message: string }) => {
  Atomics.add(tries, 0, 1);
  throw new RangeError(message, { cause: new Error('the reason') });
});

/** Throws one of several unusual values. */
export const throwOdd = defineTask(url, 'throwOdd', (kind: string): never => {
  if (kind === 'undefined') throw undefined;
  if (kind === 'string') throw 'just text';
  if (kind === 'function') throw () => 1;
  if (kind === 'field') throw Object.assign(new Error('with a function'), { callback: () => 1 });
  if (kind === 'detached') throw Object.assign(new Error('with lost memory'), { values: detached() });
  if (kind === 'code') throw createError('START_REJECTED', 'outside', { chain: 2, temperature: 1, parameter: 'x' });
  throw new Proxy({}, { getPrototypeOf: () => raise(), get: () => raise() });
});

/** Returns one of several results that cannot be sent. */
export const returnOdd = defineTask(url, 'returnOdd', (kind: string): unknown => {
  if (kind === 'function') return { callback: () => 1 };
  if (kind === 'symbol') return Symbol('s');
  const values = new Float64Array(3);
  return withTransfer({ values }, [values.buffer, values.buffer]);
});

/** Exits its thread in the first calls; a number in shared memory counts them down. */
export const exitTimes = defineTask(url, 'exitTimes', async (times: Int32Array) => {
  if (Atomics.sub(times, 0, 1) > 0) process.exit(7);
  return threadId;
});

/** Throws outside of the task. */
export const stray = defineTask(url, 'stray', async (kind: string) => {
  if (kind === 'callback') setTimeout(() => raise('a callback failed'), 5);
  if (kind === 'rejection') void Promise.reject(new Error('nobody caught this'));
  if (kind === 'undefined') setTimeout(() => raise(undefined), 5);
  await sleep(60_000);
});

/** Returns, and throws afterwards. */
export const leaveBomb = defineTask(url, 'leaveBomb', (milliseconds: number) => {
  setTimeout(() => raise('late'), milliseconds);
});

/** Allocates ever more memory. */
export const eatMemory = defineTask(url, 'eatMemory', (_: unknown): number => {
  const hoard: number[][] = [];
  for (;;) hoard.push(Array.from({ length: 10_000 }, Math.random));
});

/** Blocks its thread for ever. */
export const loop = defineTask(url, 'loop', (kind: string): never => {
  if (kind === 'wait') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  for (;;);
});

/** Returns a promise that never settles, without blocking its thread. */
export const pend = defineTask(url, 'pend', (_: unknown) => new Promise<never>(() => {}));

/** Loops until it is cancelled, and counts that in shared memory. */
export const loopPolitely = defineTask(url, 'loopPolitely', (notified: Int32Array, context) => {
  while (context?.signal?.aborted !== true);
  Atomics.add(notified, 0, 1);
});

/** Throws after a while, or loops until it is cancelled. */
export const failOrLoop = defineTask(
  url,
  'failOrLoop',
  async ({ kind, notified }: { kind: string; notified: Int32Array }, context) => {
    if (kind === 'polite') return await loopPolitely(notified, context);
    await sleep(100);
    throw new Error('first');
  },
);

/** Posts unrelated messages to the main thread. */
export const chatter = defineTask(url, 'chatter', (item: number) => {
  for (const message of [undefined, null, 'hello', { id: -1, result: 'wrong' }, { id: 'x' }])
    parentPort?.postMessage(message);
  return item;
});

function raise(message?: unknown): never {
  throw message === undefined ? undefined : new Error(String(message));
}

function detached(): Float64Array {
  const values = new Float64Array(3);
  structuredClone(values, { transfer: [values.buffer] });
  return values;
}
