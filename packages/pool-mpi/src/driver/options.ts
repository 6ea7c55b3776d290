import { expected, expectOptions, rangeError, typeError } from '@epsie/core/checks';

/** Options of `MpiPool.create`. */
export type MpiPoolOptions = {
  /**
   * After how many milliseconds without a result from any rank the pool gives up: its maps reject with `POOL_BROKEN` and name
   * the silent ranks. Must be longer than the longest item takes, since a rank that computes cannot answer. By default
   * the pool waits for ever.
   */
  readonly stallTimeout?: number | undefined;
};

const LONGEST = 2 ** 31 - 1;

/** Checks the options of a pool. */
export function checkOptions(options: MpiPoolOptions): void {
  expectOptions('MpiPool.create', options, ['stallTimeout'], '{ stallTimeout: 60_000 }');
  const { stallTimeout } = options;
  if (stallTimeout === undefined || isTimeout(stallTimeout)) return;
  const message = expected('stallTimeout', `a number of milliseconds above 0, up to ${LONGEST}`, stallTimeout);
  throw typeof stallTimeout === 'number' ? rangeError(message) : typeError(message);
}

const isTimeout = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= LONGEST;
