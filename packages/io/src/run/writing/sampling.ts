import { isEpsieError, type Progress } from '@epsie/core';
import { BYTES } from '../../samples/arrow.ts';
import type { RunSampler } from '../recording/run-sampler.ts';
import { Pace, type PaceLimits } from './pace.ts';
import type { Questions } from './questions.ts';
import type { RunWriter } from './run-writer.ts';
import type { Plan, SampleResult } from './sample-options.ts';

/** Advances a sampler segment by segment, and records it in the run. Asks the questions, if there are any. */
export async function sampleInto(
  writer: RunWriter,
  sampler: RunSampler,
  plan: Plan,
  questions?: Questions,
): Promise<SampleResult> {
  const sampling = new Sampling(writer, sampler, plan, questions);
  try {
    // The commit at this question may have failed when the run was sampled before.
    await sampling.ask();
    while (!sampling.isComplete && !plan.signal?.aborted) {
      await sampling.advance();
      await sampling.ask();
    }
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
  readonly #questions: Questions | undefined;
  readonly #pace: Pace;
  /** Iterations before the first segment. */
  readonly #from: number;
  /** Acceptance rate of the last segment. */
  #acceptance = 0;
  #lastCommit = performance.now();
  #segments = 0;

  constructor(writer: RunWriter, sampler: RunSampler, plan: Plan, questions: Questions | undefined) {
    this.#writer = writer;
    this.#sampler = sampler;
    this.#plan = plan;
    this.#questions = questions;
    this.#pace = new Pace(limitsOf(sampler, plan));
    this.#from = sampler.iterations;
  }

  /** Whether the sampler has reached the last iteration. */
  get isComplete(): boolean {
    return this.#questions?.met === true || this.#sampler.iterations >= this.#plan.iterations;
  }

  /** Asks the question that belongs to this iteration, if there is one. */
  async ask(): Promise<void> {
    const { iterations } = this.#sampler;
    if (!this.#questions?.isDue(iterations)) return;
    if (this.#plan.signal?.aborted && !this.isComplete) return;
    if (iterations > this.#writer.commit.iterations) {
      await this.#commit();
      this.#report();
    }
    await this.#questions.ask(iterations);
  }

  /** Advances by a segment, then appends or commits if that is due. */
  async advance(): Promise<void> {
    await this.#runSegment();
    const isAsked = this.#questions?.isDue(this.#sampler.iterations);
    if (this.isComplete || isAsked || this.#isDue || this.#thinsNow) await this.#commit();
    else if (this.#pace.isFull) await this.#append();
    this.#report();
  }

  /** Commits all complete segments. */
  async finish(): Promise<SampleResult> {
    const { iterations } = this.#sampler;
    if (iterations > this.#writer.commit.iterations) await this.#commit();
    const met = this.#questions === undefined ? {} : { met: this.#questions.met };
    return { completed: this.isComplete, iterations, ...met };
  }

  async #runSegment(): Promise<void> {
    const { signal } = this.#plan;
    const { iterations } = this.#sampler;
    const end = this.#questions?.after(iterations) ?? this.#plan.iterations;
    const length = Math.min(this.#pace.segment, end - iterations);
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

  /** Whether draws must be written, and the run thinned for them, which a commit completes. */
  get #thinsNow(): boolean {
    return this.#pace.isFull && this.#writer.thinsAt(this.#sampler.iterations);
  }

  async #append(): Promise<void> {
    const { iterations } = this.#sampler;
    if (this.#writer.thinsAt(iterations)) await this.#writer.thin(iterations);
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
