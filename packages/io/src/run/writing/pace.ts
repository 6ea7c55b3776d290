import { LinearCost } from './linear-cost.ts';

/** Largest fraction of the time to spend on fixed costs: those of a segment, and those of a write. */
const MAX_OVERHEAD = 0.04;
/** Milliseconds of a segment, where its fixed cost allows. */
const USUAL_SEGMENT = 500;
/** Milliseconds of a segment at most: the work that a killed program loses, and the time between two progress reports. */
const LONGEST_SEGMENT = 5000;
/** Largest growth from one segment to the next: while fixed cost and cost per iteration are not separated yet, and later. */
const FIRST_GROWTH = 4;
const GROWTH = 8;

/** Limits of a {@link Pace}. */
export type PaceLimits = {
  /** Iterations of every segment, if the user set them. */
  readonly segment?: number;
  /** Iterations whose draws the sampler usually holds before they are written. */
  readonly usual: number;
  /** Iterations whose draws it holds at most, where writing more often would take too much time. */
  readonly most: number;
};

/**
 * Chooses the length of the next segment, and the iterations after which draws are written, such that their fixed costs stay a small
 * fraction of the time. Reads no clock: the caller reports durations.
 */
export class Pace {
  readonly #limits: PaceLimits;
  readonly #running = new LinearCost();
  readonly #writing = new LinearCost();
  // Starts at one, since an iteration may take microseconds or minutes.
  #segment = 1;
  #segments = 0;
  #unwritten = 0;

  constructor(limits: PaceLimits) {
    this.#limits = limits;
  }

  /** Iterations of the next segment, unless the run ends first. */
  get segment(): number {
    return this.#limits.segment ?? this.#segment;
  }

  /** Whether the draws must be written before another segment. */
  get isFull(): boolean {
    return this.#unwritten + this.segment > this.#room;
  }

  /** Reports a segment. */
  ran(iterations: number, milliseconds: number): void {
    this.#unwritten += iterations;
    this.#segments++;
    // The first includes the start of workers and compilation.
    if (this.#segments === 1) return;
    this.#running.add(iterations, milliseconds);
    this.#segment = Math.max(1, Math.min(GROWTH * this.#segment, this.#worthwhile, this.#longest));
  }

  /** Reports that the draws were written. */
  wrote(milliseconds: number): void {
    if (this.#unwritten > 0) this.#writing.add(this.#unwritten, milliseconds);
    this.#unwritten = 0;
  }

  /** Iterations that keep the fixed cost of a segment small, within the limits of memory. */
  get #worthwhile(): number {
    const { usual, most } = this.#limits;
    const { fixed, perIteration } = this.#running;
    const paying = fixed / (MAX_OVERHEAD * perIteration);
    const lasting = USUAL_SEGMENT / perIteration;
    return Math.floor(Math.max(Math.min(paying, most), Math.min(lasting, usual)));
  }

  /** Iterations of the longest segment. */
  get #longest(): number {
    const { fixed, perIteration } = this.#running;
    // Until the costs are separated: a segment of n times the length takes at most n times the time.
    if (perIteration === 0) return Math.floor(Math.min(FIRST_GROWTH, LONGEST_SEGMENT / fixed)) * this.#segment;
    return Math.floor(LONGEST_SEGMENT / perIteration);
  }

  /** Iterations whose draws the sampler may hold. */
  get #room(): number {
    const { usual, most } = this.#limits;
    const { perIteration } = this.#running;
    const paying = perIteration === 0 ? 0 : this.#writing.fixed / (MAX_OVERHEAD * perIteration);
    return Math.max(usual, this.segment, Math.min(paying, most));
  }
}
