import type { ResourceLimits } from 'node:worker_threads';
import type { ExportReference } from '@epsie/core';

/** Options of `ThreadPool`. */
export type ThreadPoolOptions = {
  /** How many worker threads; by default as many as the machine can run at once. */
  readonly threads?: number;
  /** Limits of each worker's memory, as `node:worker_threads` knows them. A worker above them is lost. */
  readonly resourceLimits?: ResourceLimits;
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

/** Checks that a task can be found by name. */
export function expectTask(task: ExportReference): void {
  if (typeof task?.module === 'string' && typeof task.export === 'string') return;
  throw new TypeError(
    'Expected `task` to be made by defineTask(import.meta.url, exportName, fn): a plain function cannot be sent to a thread',
  );
}
