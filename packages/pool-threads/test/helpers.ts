import { setTimeout as sleep } from 'node:timers/promises';
import { ThreadPool } from '@epsie/pool-threads';
import type { ExecutionContext } from 'ava';

/** A pool that is closed when the test ends. */
export function poolOf(
  t: ExecutionContext,
  threads: number,
  options: { maxOldGenerationSizeMb?: number } = {},
): ThreadPool {
  const pool = new ThreadPool({ threads, resourceLimits: options });
  t.teardown(() => pool.close());
  return pool;
}

/** What happened and how many milliseconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<[result: T, milliseconds: number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

/** Waits until something holds, but not for ever. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i++) await sleep(10);
}

/** A number in shared memory. */
export const sharedNumber = (value = 0): Int32Array => new Int32Array(new SharedArrayBuffer(4)).fill(value);

/** The threads that tasks ran in, in order. */
export const threads = (results: readonly { thread: number }[]): number[] =>
  results.map(({ thread }) => thread).sort((a, b) => a - b);
