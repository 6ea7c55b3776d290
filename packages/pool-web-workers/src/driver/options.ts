import { expectInteger, expectOptions, expectPositive } from '@epsie/core/checks';

/** Options of `WebWorkerPool`. */
export type WebWorkerPoolOptions = {
  /** Maximum number of workers; default: the number of processors that the browser reports. */
  readonly workers?: number | undefined;
  /** Milliseconds within which a worker must have loaded its program. Default 30 000. */
  readonly startTimeLimit?: number | undefined;
};

/** Options of a pool, complete. */
export type Settings = {
  readonly workers: number;
  readonly startTimeLimit: number;
};

/** Number of workers where the platform does not report its processors. */
const WORKERS = 4;
const START_TIME_LIMIT = 30_000;
const KNOWN = ['workers', 'startTimeLimit'];

/**
 * Checks the options of a pool and completes them.
 *
 * @throws TypeError or RangeError if an option is invalid
 */
export function checkOptions(options: WebWorkerPoolOptions): Settings {
  expectOptions('WebWorkerPool', options, KNOWN, '{ workers: 4 }');
  const { workers = processors(), startTimeLimit = START_TIME_LIMIT } = options;
  return {
    workers: expectInteger('workers', workers, 1),
    startTimeLimit: expectPositive('startTimeLimit', startTimeLimit),
  };
}

const processors = (): number =>
  (globalThis.navigator as Partial<Navigator> | undefined)?.hardwareConcurrency ?? WORKERS;
