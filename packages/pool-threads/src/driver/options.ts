import { expectInteger, expectOptions, expectPositive } from '@epsie/core/checks';

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
const LIMITS = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'] as const;

/** Checks the options of a pool. */
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
