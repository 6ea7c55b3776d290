import { defineTask } from '@epsie/core';
import { now } from './harness.mjs';

/** Returns the processor time of this process so far, in nanoseconds. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}

/** @type {{ cpu: number, wall: number }[]} */
const seen = [];

/** Records the processor time of this rank after the given milliseconds. Without messages, which would disturb its rest. */
export const restTask = defineTask(import.meta.url, 'restTask', (/** @type {readonly number[]} */ times) => {
  for (const time of times) setTimeout(() => seen.push({ cpu: cpuTime(), wall: now() }), time);
});

/** Returns the records. */
export const awakeTask = defineTask(import.meta.url, 'awakeTask', (/** @type {number} */ _) => seen);
