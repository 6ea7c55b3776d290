import { type AbortSignalLike, isEpsieError, type Progress, type ProgressListener } from '@epsie/core';
import { expected, expectInteger, expectOptions } from '@epsie/core/checks';
import type { RunSampler } from '../recording/history.ts';
import { Pace, type PaceLimits } from './pace.ts';
import type { RunWriter } from './run-writer.ts';

/** How far a run is. */
export type RunProgress = {
  /** Iterations so far. */
  readonly iterations: number;
  /** Iterations that the run had when `sample` was called. */
  readonly from: number;
  /** Iterations that the run will have. */
  readonly total: number;
  /** Iterations that are durable. */
  readonly committed: number;
  /** Mean acceptance rate of all chains in the last segment; with tempering at the lowest temperature. */
  readonly acceptance: number;
};

/** When a run makes what it did durable: at whichever comes first, and always at the end. */
export type CheckpointOptions = {
  /** Seconds since the last time. Default 10. */
  readonly seconds?: number;
  /** Segments since the last time. Default no limit. */
  readonly segments?: number;
};

/** Options of {@link Run.sample}. */
export type SampleOptions = {
  /** Iterations that the run shall reach, all in all: a run that has made them does nothing. */
  readonly iterations: number;
  /**
   * Iterations of a segment: between two commits of the sampler, two calls of `onProgress`, two looks at the clock. Does not change
   * the numbers. Default: as many as take half a second, or up to 5 seconds where less than that would not pay for the cost of
   * beginning a segment (many chains with large states).
   */
  readonly segment?: number;
  /** Ends the run early: what is complete is made durable. */
  readonly signal?: AbortSignalLike;
  /** Called after every segment, such as `progressLine()`. */
  readonly onProgress?: ProgressListener<RunProgress>;
  /** How often checkpoints are written. Each costs a few milliseconds on a local disk; on a slow file system take 60 seconds. */
  readonly checkpoint?: CheckpointOptions;
};

/** How {@link Run.sample} ended. */
export type SampleResult = {
  /** Whether the run has all its iterations; false if the signal fired before. */
  readonly completed: boolean;
  /** Iterations that it has. */
  readonly iterations: number;
};

/** Options that are checked and complete. */
export type Plan = Pick<SampleOptions, 'iterations' | 'signal' | 'onProgress' | 'segment'> & {
  readonly seconds: number;
  readonly segments: number;
  /** Bytes of draws that the sampler usually keeps before they are written. */
  readonly memory: number;
  /** Bytes of draws that it keeps where to write them more often would take too much time. */
  readonly mostMemory: number;
};

/** {@link Plan.memory} but in tests. */
const MEMORY = 32 * 2 ** 20;
/** {@link Plan.mostMemory} but in tests, where no clock may decide on anything. */
const MOST_MEMORY = 4 * MEMORY;

/** Checks options. */
export function resolvePlan(options: SampleOptions, memory?: number): Plan {
  expectOptions('sample', options, ['iterations', 'segment', 'signal', 'onProgress', 'checkpoint']);
  const { segment, signal, onProgress, checkpoint = {} } = options;
  if (signal !== undefined && typeof (signal as Partial<AbortSignalLike> | null)?.addEventListener !== 'function')
    throw new TypeError(expected('signal', 'an `AbortSignal`', signal));
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new TypeError(expected('onProgress', 'a function', onProgress));
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
  const message = expected('checkpoint.seconds', 'a number from 0 up', seconds);
  if (typeof seconds !== 'number') throw new TypeError(message);
  if (!(seconds >= 0)) throw new RangeError(message);
  return seconds;
}

/** Advances a sampler segment by segment, and adds what it did to the run. */
export async function sampleInto(writer: RunWriter, sampler: RunSampler, plan: Plan): Promise<SampleResult> {
  const sampling = new Sampling(writer, sampler, plan);
  try {
    while (!sampling.isComplete && !plan.signal?.aborted) await sampling.advance();
  } catch (error) {
    if (isEpsieError(error, 'ABORTED')) return await sampling.finish();
    // What was complete is kept, if it can be; what went wrong before is what must be told.
    await sampling.finish().catch(() => undefined);
    throw error;
  }
  return sampling.finish();
}

/** A sampler on its way, and the run that keeps what it does. */
class Sampling {
  readonly #writer: RunWriter;
  readonly #sampler: RunSampler;
  readonly #plan: Plan;
  readonly #pace: Pace;
  /** Iterations before the first segment, and the acceptance rate of the last one. */
  readonly #from: number;
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

  /** Whether the sampler has made all iterations. */
  get isComplete(): boolean {
    return this.#sampler.iterations >= this.#plan.iterations;
  }

  /** Makes a segment, and writes and commits if that is due. */
  async advance(): Promise<void> {
    await this.#runSegment();
    if (this.isComplete || this.#isDue) await this.#commit();
    else if (this.#pace.isFull) await this.#append();
    this.#report();
  }

  /** Makes everything durable that is complete. */
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

function limitsOf({ configuration, chains, currentBlobs }: RunSampler, plan: Plan): PaceLimits {
  const columns = configuration.parameters.length + 3 + Object.keys(currentBlobs ?? {}).length;
  const perIteration = chains * (configuration.tempering?.betas.length ?? 1) * (8 * columns + 1);
  const iterations = (bytes: number): number => Math.max(1, Math.floor(bytes / perIteration));
  return {
    ...(plan.segment === undefined ? {} : { segment: plan.segment }),
    usual: iterations(plan.memory),
    most: iterations(plan.mostMemory),
  };
}
