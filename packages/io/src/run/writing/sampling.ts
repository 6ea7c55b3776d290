import { type AbortSignalLike, isEpsieError, type Progress, type ProgressListener } from '@epsie/core';
import { expected, expectInteger, expectOptions, rangeError, typeError } from '@epsie/core/checks';
import { BYTES } from '../../samples/arrow.ts';
import type { RunSampler } from '../recording/run-sampler.ts';
import { Pace, type PaceLimits } from './pace.ts';
import type { RunWriter } from './run-writer.ts';

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

/** Advances a sampler segment by segment, and records it in the run. */
export async function sampleInto(writer: RunWriter, sampler: RunSampler, plan: Plan): Promise<SampleResult> {
  const sampling = new Sampling(writer, sampler, plan);
  try {
    while (!sampling.isComplete && !plan.signal?.aborted) await sampling.advance();
  } catch (error) {
    if (isEpsieError(error, 'ABORTED')) return await sampling.finish();
    // Commits the complete segments if possible; the first error is the one to report.
    await sampling.finish().catch(() => undefined);
    throw error;
  }
  return sampling.finish();
}

/** The loop that advances a sampler and writes to its run. */
class Sampling {
  readonly #writer: RunWriter;
  readonly #sampler: RunSampler;
  readonly #plan: Plan;
  readonly #pace: Pace;
  /** Iterations before the first segment. */
  readonly #from: number;
  /** Acceptance rate of the last segment. */
  #acceptance = 0;
  #lastCommit = performance.now();
  #segments = 0;

  constructor(writer: RunWriter, sampler: RunSampler, plan: Plan) {
    this.#writer = writer;
    this.#sampler = sampler;
    this.#plan = plan;
    this.#pace = new Pace(limitsOf(sampler, plan));
    this.#from = sampler.iterations;
  }

  /** Whether the sampler has reached the last iteration. */
  get isComplete(): boolean {
    return this.#sampler.iterations >= this.#plan.iterations;
  }

  /** Advances by a segment, then appends or commits if that is due. */
  async advance(): Promise<void> {
    await this.#runSegment();
    if (this.isComplete || this.#isDue) await this.#commit();
    else if (this.#pace.isFull) await this.#append();
    this.#report();
  }

  /** Commits all complete segments. */
  async finish(): Promise<SampleResult> {
    const { iterations } = this.#sampler;
    if (iterations > this.#writer.commit.iterations) await this.#commit();
    return { completed: this.isComplete, iterations };
  }

  async #runSegment(): Promise<void> {
    const { signal, iterations } = this.#plan;
    const length = Math.min(this.#pace.segment, iterations - this.#sampler.iterations);
    const began = performance.now();
    const onProgress = ({ acceptance }: Progress): void => {
      this.#acceptance = acceptance;
    };
    await this.#sampler.run(length, { onProgress, ...(signal === undefined ? {} : { signal }) });
    this.#pace.ran(length, performance.now() - began);
    this.#segments++;
  }

  get #isDue(): boolean {
    const { seconds, segments } = this.#plan;
    return this.#segments >= segments || performance.now() - this.#lastCommit >= 1000 * seconds;
  }

  async #append(): Promise<void> {
    const began = performance.now();
    await this.#writer.append(this.#sampler);
    this.#sampler.clear();
    this.#pace.wrote(performance.now() - began);
  }

  async #commit(): Promise<void> {
    await this.#append();
    await this.#writer.save(this.#sampler);
    this.#lastCommit = performance.now();
    this.#segments = 0;
  }

  #report(): void {
    this.#plan.onProgress?.({
      from: this.#from,
      iterations: this.#sampler.iterations,
      total: this.#plan.iterations,
      committed: this.#writer.commit.iterations,
      acceptance: this.#acceptance,
    });
  }
}

function limitsOf({ history }: RunSampler, plan: Plan): PaceLimits {
  const perDraw = history.variables.reduce((sum, { type }) => sum + BYTES[type], 0);
  const perIteration = history.chains * history.temperatures * perDraw;
  const iterations = (bytes: number): number => Math.max(1, Math.floor(bytes / perIteration));
  return {
    ...(plan.segment === undefined ? {} : { segment: plan.segment }),
    usual: iterations(plan.memory),
    most: iterations(plan.mostMemory),
  };
}
