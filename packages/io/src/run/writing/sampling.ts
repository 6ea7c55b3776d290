import { isEpsieError, type Progress } from '@epsie/core';
import { BYTES } from '../../samples/arrow.ts';
import type { RunSampler } from '../recording/run-sampler.ts';
import { Pace, type PaceLimits } from './pace.ts';
import type { RunWriter } from './run-writer.ts';
import type { Plan, SampleResult } from './sample-options.ts';

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
