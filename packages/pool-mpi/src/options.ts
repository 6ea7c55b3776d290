/** Options of `MpiPool.create`. */
export type MpiPoolOptions = {
  /**
   * After how many milliseconds without a result from any rank the pool gives up: its maps reject with `POOL_BROKEN` and name
   * the silent ranks. Must be longer than the longest item takes, since a rank that computes cannot answer. By default
   * the pool waits for ever.
   */
  readonly stallTimeout?: number | undefined;
};

const KNOWN = ['stallTimeout'];
const LONGEST = 2 ** 31 - 1;

/** Checks the options of a pool. */
export function expectOptions(options: MpiPoolOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(
      `Expected the options of \`MpiPool.create\` to be an object like { stallTimeout: 60_000 }, got ${options}`,
    );
  }
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`Unknown option \`${unknown}\` of \`MpiPool.create\`: expected \`stallTimeout\``);
  }
  const { stallTimeout } = options;
  if (stallTimeout !== undefined && !isTimeout(stallTimeout)) throw wrongTimeout(stallTimeout);
}

const isTimeout = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= LONGEST;

function wrongTimeout(stallTimeout: unknown): TypeError | RangeError {
  const message = `Expected \`stallTimeout\` to be a number of milliseconds above 0, up to ${LONGEST}, got`;
  if (typeof stallTimeout === 'number') return new RangeError(`${message} ${stallTimeout}`);
  return new TypeError(`${message} ${JSON.stringify(stallTimeout) ?? String(stallTimeout)} (${typeof stallTimeout})`);
}
