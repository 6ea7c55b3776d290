import { expectInteger, expectOptions, expectPositive } from '@epsie/core/checks';

/**
 * Limits of a worker's memory in megabytes: `ResourceLimits` of `node:worker_threads`, written out so that the types of this
 * package do not depend on those of Node.
 */
export type MemoryLimits = {
  /** Limit of the heap of recently created objects. */
  readonly maxYoungGenerationSizeMb?: number;
  /** Limit of the main heap. */
  readonly maxOldGenerationSizeMb?: number;
  /** Limit of the memory for generated code. */
  readonly codeRangeSizeMb?: number;
  /** Size of the stack. */
  readonly stackSizeMb?: number;
};

/** Options of `ThreadPool`. */
export type ThreadPoolOptions = {
  /** Maximum number of worker threads; default: the number of processors available. */
  readonly threads?: number | undefined;
  /** Memory limits of each worker. A worker that exceeds them is lost. */
  readonly resourceLimits?: MemoryLimits | undefined;
};

const KNOWN = ['threads', 'resourceLimits'];
const LIMITS = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'] as const;

/**
 * Checks the options of a pool and returns them.
 *
 * @throws TypeError or RangeError if an option is invalid
 */
export function checkOptions(options: ThreadPoolOptions): ThreadPoolOptions {
  expectOptions('ThreadPool', options, KNOWN, '{ threads: 4 }');
  const { threads, resourceLimits } = options;
  if (threads !== undefined) expectInteger('threads', threads, 1);
  if (resourceLimits !== undefined) checkLimits(resourceLimits);
  return options;
}

function checkLimits(limits: MemoryLimits): void {
  expectOptions('resourceLimits', limits, LIMITS, '{ maxOldGenerationSizeMb: 4096 }');
  for (const name of LIMITS) {
    if (limits[name] !== undefined) expectPositive(`resourceLimits.${name}`, limits[name]);
  }
}
