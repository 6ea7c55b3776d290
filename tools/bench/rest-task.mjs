import { defineTask } from '@epsie/core';
import { now } from './harness.mjs';

/** Processor time of this process so far, in nanoseconds. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}

/** @type {{ cpu: number, wall: number }[]} */
const seen = [];

/** Notes what this rank has used after so many milliseconds, each message would disturb its rest. */
export const restTask = defineTask(import.meta.url, 'restTask', (/** @type {readonly number[]} */ times) => {
  for (const time of times) setTimeout(() => seen.push({ cpu: cpuTime(), wall: now() }), time);
});

/** What was noted. */
export const awakeTask = defineTask(import.meta.url, 'awakeTask', (/** @type {number} */ _) => seen);
