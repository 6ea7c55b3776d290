import { defineTask } from '@epsie/core';

/** A task that does nothing. */
export const nullTask = defineTask(import.meta.url, 'nullTask', (/** @type {number} */ item) => item);
