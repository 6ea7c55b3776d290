import { defineTask } from '@epsie/core';

/** Does nothing. */
export const nullTask = defineTask(import.meta.url, 'nullTask', (/** @type {number} */ item) => item);
