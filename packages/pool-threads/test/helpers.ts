import { setTimeout as sleep } from 'node:timers/promises';
import { ThreadPool } from '@epsie/pool-threads';
import type { ExecutionContext } from 'ava';

/** Creates a pool that is closed when the test ends. */
export function poolOf(
  t: ExecutionContext,
  threads: number,
  options: { maxOldGenerationSizeMb?: number } = {},
): ThreadPool {
  const pool = new ThreadPool({ threads, resourceLimits: options });
  t.teardown(() => pool.close());
  return pool;
}

/** Runs some work and returns its result and duration in milliseconds. */
export async function timed<T>(work: () => Promise<T>): Promise<[result: T, milliseconds: number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}

/** Waits until a condition holds, at most for 5 s. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i++) await sleep(10);
}

/** Creates a number in shared memory. */
export const sharedNumber = (value = 0): Int32Array => new Int32Array(new SharedArrayBuffer(4)).fill(value);

/** Returns the sorted threads that tasks ran in. */
export const threads = (results: readonly { thread: number }[]): number[] =>
  results.map(({ thread }) => thread).sort((a, b) => a - b);
