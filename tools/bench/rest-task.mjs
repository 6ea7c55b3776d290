import { defineTask } from '@epsie/core';
import { now } from './harness.mjs';

/** Processor time of this process so far, in nanoseconds. */
export function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}

/** What a rank has used so far, and when. */
export const restTask = defineTask(import.meta.url, 'restTask', (/** @type {number} */ _) => ({
  cpu: cpuTime(),
  wall: now(),
}));
