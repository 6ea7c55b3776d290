import type { AbortSignalLike, ProgressListener } from '@epsie/core';
import { expected, expectInteger, expectOptions, rangeError, typeError } from '@epsie/core/checks';
import type { Until } from './questions.ts';

/** Progress of a run. */
export type RunProgress = {
  /** Iterations so far. */
  readonly iterations: number;
  /** Iterations that the run had when `sample` was called. */
  readonly from: number;
  /** Iterations that the run will have at the end; with `until` at most. */
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

/** Options of {@link Run.sample}: settings, and where the run ends. */
export type SampleOptions = SampleSettings & (FixedLength | UntilMet);

/** End of a run at a number of iterations. */
export type FixedLength = {
  /** Total number of iterations to reach: nothing is sampled if the run has them already. */
  readonly iterations: number;
  /** Not with `iterations`. */
  readonly until?: never;
  /** Not with `iterations`. */
  readonly atMost?: never;
};

/** End of a run where a criterion is met. */
export type UntilMet = {
  /**
   * Ends the run once this function of it returns true, or a promise of true. It is asked at iterations 100, 119, 141, 168 of the run and
   * these times 2, 4, 8, …, and at `atMost`, each time after a commit. So where the run ends depends neither on segments nor on
   * interruptions, provided that the answer depends on the run alone.
   */
  readonly until: Until;
  /** Total number of iterations at which the run ends even if `until` is not met. */
  readonly atMost: number;
  /** Not with `until`. */
  readonly iterations?: never;
};

/** Options of {@link Run.sample} that do not change the numbers. */
export type SampleSettings = {
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
  /** Whether the run has all its iterations, or met `until`; false if the signal fired first. */
  readonly completed: boolean;
  /** Iterations of the run. */
  readonly iterations: number;
  /** Whether `until` returned true at the last iteration; only if it was passed. False if the run ended at `atMost` without. */
  readonly met?: boolean;
};

/** {@link SampleOptions}, checked and complete. */
export type Plan = Pick<SampleSettings, 'signal' | 'onProgress' | 'segment'> & {
  /** Iterations to reach, at most if there is a criterion. */
  readonly iterations: number;
  readonly until?: Until;
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
  expectOptions('sample', options, ['iterations', 'until', 'atMost', 'segment', 'signal', 'onProgress', 'checkpoint']);
  const { segment, signal, onProgress, checkpoint = {} } = options;
  if (signal !== undefined && typeof (signal as Partial<AbortSignalLike> | null)?.addEventListener !== 'function')
    throw typeError(expected('signal', 'an `AbortSignal`', signal));
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw typeError(expected('onProgress', 'a function', onProgress));
  expectOptions('checkpoint', checkpoint, ['seconds', 'segments']);
  const { seconds = 10, segments = Infinity } = checkpoint;
  return {
    ...resolveEnd(options),
    ...(segment === undefined ? {} : { segment: expectInteger('segment', segment, 1) }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    seconds: expectSeconds(seconds),
    segments: segments === Infinity ? Infinity : expectInteger('checkpoint.segments', segments, 1),
    memory: memory ?? MEMORY,
    mostMemory: memory ?? MOST_MEMORY,
  };
}

function resolveEnd({ iterations, until, atMost }: SampleOptions): Pick<Plan, 'iterations' | 'until'> {
  if (until === undefined && atMost === undefined) return { iterations: expectInteger('iterations', iterations, 0) };
  if (iterations !== undefined)
    throw typeError(
      `Expected \`iterations\` or \`${until === undefined ? 'atMost' : 'until'}\`, got both. For the most iterations of a run with \`until\`, pass \`atMost\``,
    );
  if (typeof until !== 'function') throw typeError(expected('until', 'a function of the run', until));
  if (atMost === undefined)
    throw typeError(
      'Expected `atMost` with `until`, got none. Pass the iterations at which the run ends even if `until` is never met',
    );
  return { iterations: expectInteger('atMost', atMost, 1), until };
}

function expectSeconds(seconds: unknown): number {
  const message = expected('checkpoint.seconds', 'a number of 0 or more', seconds);
  if (typeof seconds !== 'number') throw typeError(message);
  if (!(seconds >= 0)) throw rangeError(message);
  return seconds;
}
