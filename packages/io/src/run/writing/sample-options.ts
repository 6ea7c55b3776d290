import type { AbortSignalLike, ProgressListener } from '@epsie/core';
import { expected, expectInteger, expectOptions, rangeError, typeError } from '@epsie/core/checks';

/** Progress of a run. */
export type RunProgress = {
  /** Iterations so far. */
  readonly iterations: number;
  /** Iterations that the run had when `sample` was called. */
  readonly from: number;
  /** Iterations that the run will have at the end. */
  readonly total: number;
  /** Committed iterations. */
  readonly committed: number;
  /** Mean acceptance rate of all chains in the last segment; with tempering at the lowest temperature. */
  readonly acceptance: number;
};

/** Interval between two checkpoints: whichever limit is reached first. The end of `sample` always writes one. */
export type CheckpointOptions = {
  /** Seconds since the last checkpoint. Default 10. */
  readonly seconds?: number;
  /** Segments since the last checkpoint. Default: no limit. */
  readonly segments?: number;
};

/** Options of {@link Run.sample}. */
export type SampleOptions = {
  /** Total number of iterations to reach: nothing is sampled if the run has them already. */
  readonly iterations: number;
  /**
   * Iterations of a segment, after each of which `onProgress` is called and a checkpoint may be due. Does not change the numbers. Default:
   * half a second's worth, or up to 5 seconds' where starting a segment is expensive (many chains with large states).
   */
  readonly segment?: number;
  /** Ends the run early: complete segments are committed. */
  readonly signal?: AbortSignalLike;
  /** Called after every segment, such as `progressLine()`. */
  readonly onProgress?: ProgressListener<RunProgress>;
  /** Interval between checkpoints. Each costs a few milliseconds on a local disk; use 60 seconds on a slow file system. */
  readonly checkpoint?: CheckpointOptions;
};

/** Result of {@link Run.sample}. */
export type SampleResult = {
  /** Whether the run has all its iterations; false if the signal fired first. */
  readonly completed: boolean;
  /** Iterations of the run. */
  readonly iterations: number;
};

/** {@link SampleOptions}, checked and complete. */
export type Plan = Pick<SampleOptions, 'iterations' | 'signal' | 'onProgress' | 'segment'> & {
  readonly seconds: number;
  readonly segments: number;
  /** Bytes of draws that the sampler usually holds before they are written. */
  readonly memory: number;
  /** Bytes of draws that it holds at most, where writing more often would take too much time. */
  readonly mostMemory: number;
};

/** Default of {@link Plan.memory}; tests set another. */
const MEMORY = 32 * 2 ** 20;
/** Default of {@link Plan.mostMemory}; in tests it equals `memory`, so that nothing depends on a clock. */
const MOST_MEMORY = 4 * MEMORY;

/** Checks and completes options. */
export function resolvePlan(options: SampleOptions, memory?: number): Plan {
  expectOptions('sample', options, ['iterations', 'segment', 'signal', 'onProgress', 'checkpoint']);
  const { segment, signal, onProgress, checkpoint = {} } = options;
  if (signal !== undefined && typeof (signal as Partial<AbortSignalLike> | null)?.addEventListener !== 'function')
    throw typeError(expected('signal', 'an `AbortSignal`', signal));
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw typeError(expected('onProgress', 'a function', onProgress));
  expectOptions('checkpoint', checkpoint, ['seconds', 'segments']);
  const { seconds = 10, segments = Infinity } = checkpoint;
  return {
    iterations: expectInteger('iterations', options.iterations, 0),
    ...(segment === undefined ? {} : { segment: expectInteger('segment', segment, 1) }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    seconds: expectSeconds(seconds),
    segments: segments === Infinity ? Infinity : expectInteger('checkpoint.segments', segments, 1),
    memory: memory ?? MEMORY,
    mostMemory: memory ?? MOST_MEMORY,
  };
}

function expectSeconds(seconds: unknown): number {
  const message = expected('checkpoint.seconds', 'a number of 0 or more', seconds);
  if (typeof seconds !== 'number') throw typeError(message);
  if (!(seconds >= 0)) throw rangeError(message);
  return seconds;
}
