import { type AbortSignalLike, isEpsieError, type Progress, type ProgressListener } from '@epsie/core';
import { expected, expectInteger, expectOptions } from '@epsie/core/checks';
import type { RunSampler } from './history.ts';
import type { RunWriter } from './writer.ts';

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
  /** Iterations between two looks at the clock; by default as many as take about half a second. Does not change the numbers. */
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
  /** Bytes of draws that the sampler keeps before they are written. */
  readonly memory: number;
};

/** {@link Plan.memory} but in tests. */
const MEMORY = 32 * 2 ** 20;
/** Milliseconds that a segment takes, unless its length is given. */
const SEGMENT_TIME = 500;

/** Checks options. */
export function resolvePlan(options: SampleOptions, memory: number = MEMORY): Plan {
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
    memory,
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
  const pace = new Pace(sampler, plan);
  const { signal } = plan;
  const segment = { from: sampler.iterations, acceptance: 0 };
  const onProgress = ({ acceptance }: Progress): void => {
    segment.acceptance = acceptance;
  };
  try {
    while (sampler.iterations < plan.iterations && !signal?.aborted) {
      const length = pace.next(plan.iterations - sampler.iterations);
      await sampler.run(length, { onProgress, ...(signal === undefined ? {} : { signal }) });
      if (pace.isDue() || sampler.iterations >= plan.iterations) await commit(writer, sampler, pace);
      else if (pace.isFull()) await append(writer, sampler, pace);
      report(writer, sampler, plan, segment);
    }
  } catch (error) {
    if (isEpsieError(error, 'ABORTED')) return await finish(writer, sampler, plan, pace);
    // What was complete is kept, if it can be; what went wrong before is what must be told.
    await finish(writer, sampler, plan, pace).catch(() => undefined);
    throw error;
  }
  return finish(writer, sampler, plan, pace);
}

async function finish(writer: RunWriter, sampler: RunSampler, plan: Plan, pace: Pace): Promise<SampleResult> {
  if (sampler.iterations > writer.commit.iterations) await commit(writer, sampler, pace);
  return { completed: sampler.iterations >= plan.iterations, iterations: sampler.iterations };
}

async function append(writer: RunWriter, sampler: RunSampler, pace: Pace): Promise<void> {
  await writer.append(sampler);
  sampler.clear();
  pace.appended();
}

async function commit(writer: RunWriter, sampler: RunSampler, pace: Pace): Promise<void> {
  await append(writer, sampler, pace);
  await writer.save(sampler);
  pace.committed();
}

function report(
  { commit: { iterations: committed } }: RunWriter,
  { iterations }: RunSampler,
  { onProgress, iterations: total }: Plan,
  segment: Pick<RunProgress, 'from' | 'acceptance'>,
): void {
  onProgress?.({ ...segment, iterations, total, committed });
}

/** How long the next segment is, and what is to do after it. */
class Pace {
  readonly #plan: Plan;
  readonly #most: number;
  #segment: number;
  #started = 0;
  #lastCommit = performance.now();
  #segments = 0;
  #iterations = 0;

  constructor({ configuration, chains, currentBlobs }: RunSampler, plan: Plan) {
    this.#plan = plan;
    const columns = configuration.parameters.length + 3 + Object.keys(currentBlobs ?? {}).length;
    const perIteration = chains * (configuration.tempering?.betas.length ?? 1) * (8 * columns + 1);
    this.#most = Math.max(1, Math.floor(plan.memory / perIteration));
    // An iteration may take microseconds, or minutes.
    this.#segment = plan.segment ?? 1;
  }

  /** Iterations of the next segment. */
  next(left: number): number {
    if (this.#plan.segment === undefined) this.#adapt();
    this.#started = performance.now();
    const length = Math.min(this.#segment, left);
    this.#segments++;
    this.#iterations += length;
    return length;
  }

  /** Whether a commit is due. */
  isDue(): boolean {
    const { seconds, segments } = this.#plan;
    return this.#segments >= segments || performance.now() - this.#lastCommit >= 1000 * seconds;
  }

  /** Whether the sampler has no room for another segment. */
  isFull(): boolean {
    return this.#iterations + this.#segment > this.#most;
  }

  appended(): void {
    this.#iterations = 0;
  }

  committed(): void {
    this.#lastCommit = performance.now();
    this.#segments = 0;
  }

  #adapt(): void {
    if (this.#started === 0) return;
    const time = performance.now() - this.#started;
    if (time < SEGMENT_TIME / 2) this.#segment = Math.min(2 * this.#segment, this.#most);
    else if (time > 2 * SEGMENT_TIME) this.#segment = Math.max(1, this.#segment >> 1);
  }
}
