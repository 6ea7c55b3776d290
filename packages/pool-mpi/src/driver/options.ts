import { expected, expectOptions, rangeError, typeError } from '@epsie/core/checks';

/** Options of `MpiPool.create`. */
export type MpiPoolOptions = {
  /**
   * Milliseconds without a reply from any rank after which the maps of the pool reject with `POOL_BROKEN`, which names the
   * silent ranks. Must be longer than the longest item, since a rank that computes cannot reply. Default: no limit.
   */
  readonly stallTimeout?: number | undefined;
};

/** The longest delay of a timer of Node. */
const LONGEST = 2 ** 31 - 1;

/**
 * Checks the options of a pool.
 *
 * @throws TypeError or RangeError if an option is invalid
 */
export function checkOptions(options: MpiPoolOptions): void {
  expectOptions('MpiPool.create', options, ['stallTimeout'], '{ stallTimeout: 60_000 }');
  const { stallTimeout } = options;
  if (stallTimeout === undefined || isTimeout(stallTimeout)) return;
  const message = expected('stallTimeout', `a number of milliseconds above 0, up to ${LONGEST}`, stallTimeout);
  throw typeof stallTimeout === 'number' ? rangeError(message) : typeError(message);
}

const isTimeout = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= LONGEST;
