import { usageError } from '@epsie/core/checks';

/** Seconds to establish a connection. */
export const CONNECT_LIMIT = 10;

// Timers of JavaScript take no more.
const LONGEST = 2 ** 31 - 1;

/** Returns a time limit in whole milliseconds, within the range of a timer. */
export const milliseconds = (seconds: number): number => Math.min(Math.ceil(1000 * seconds), LONGEST);

/** Creates the error of a request that took longer than its time limit. */
export const lateError = (seconds: number): Error => usageError(`no answer within ${seconds} s`);
