// The overhead of a task.
import { SerialPool } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import { duration, interleave, median, time } from './harness.mjs';
import { nullTask } from './null-task.mjs';

const TASKS = 2000;
const REPETITIONS = 11;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const items = Array.from({ length: TASKS }, (_, i) => i);
  const perTask = async (/** @type {import('@epsie/core').Pool} */ pool) =>
    (await time(() => pool.map(nullTask, items))) / TASKS;
  const threads = new ThreadPool({ threads: 2 });
  const serial = new SerialPool();
  await interleave(
    3,
    () => perTask(threads),
    () => perTask(serial),
  );
  const { a, b } = await interleave(
    REPETITIONS,
    () => perTask(threads),
    () => perTask(serial),
  );
  await threads.close();
  return [
    {
      name: 'empty task on 2 threads (in this process)',
      measured: duration(median(a)),
      reference: duration(median(b)),
      method: `medians of ${REPETITIONS} pairs`,
    },
  ];
}
