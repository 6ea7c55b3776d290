/**
 * Limits of a worker's memory in megabytes, as `ResourceLimits` of `node:worker_threads`. Spelt out, so that the types of
 * this package need no others.
 */
export type MemoryLimits = {
  /** Of the heap of recently made objects. */
  readonly maxYoungGenerationSizeMb?: number;
  /** Of the main heap. */
  readonly maxOldGenerationSizeMb?: number;
  /** Of generated code. */
  readonly codeRangeSizeMb?: number;
  /** Of the stack. */
  readonly stackSizeMb?: number;
};

/** Options of `ThreadPool`. */
export type ThreadPoolOptions = {
  /** How many worker threads; by default as many as the machine can run at once. */
  readonly threads?: number | undefined;
  /** Limits of each worker's memory. A worker above them is lost. */
  readonly resourceLimits?: MemoryLimits | undefined;
};

const KNOWN = ['threads', 'resourceLimits'];

/** Checks the options of a pool and gives the number of threads, where there is one. */
export function expectThreads(options: ThreadPoolOptions): number | undefined {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`Expected the options of \`ThreadPool\` to be an object like { threads: 4 }, got ${options}`);
  }
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`Unknown option \`${unknown}\` of \`ThreadPool\`: expected \`threads\``);
  const { threads } = options;
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads >= 1)) throw wrongThreads(threads);
  return threads;
}

function wrongThreads(threads: unknown): TypeError | RangeError {
  const message = 'Expected `threads` to be an integer from 1 up, got';
  if (typeof threads === 'number') return new RangeError(`${message} ${threads}`);
  return new TypeError(`${message} ${JSON.stringify(threads) ?? String(threads)} (${typeof threads})`);
}
