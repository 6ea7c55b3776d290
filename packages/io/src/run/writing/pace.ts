import { LinearCost } from './linear-cost.ts';

/** The part of the time that may go into what is done once a segment, or once for many. */
const MAX_OVERHEAD = 0.04;
/** Milliseconds that a segment takes where that is long enough. */
const USUAL_SEGMENT = 500;
/** Milliseconds that a segment takes at most: what a killed program loses, and how long it takes until progress is reported. */
const LONGEST_SEGMENT = 5000;
/** Largest ratio of a segment's length to that of the one before: until fixed cost and cost of an iteration are told apart, and then. */
const FIRST_GROWTH = 4;
const GROWTH = 8;

/** Limits of a {@link Pace}. */
export type PaceLimits = {
  /** Iterations of every segment, if they are given. */
  readonly segment?: number;
  /** Iterations whose draws the sampler usually keeps before they are written. */
  readonly usual: number;
  /** Iterations whose draws it keeps at most, where writing them more often would take too much time. */
  readonly most: number;
};

/**
 * Length of the next segment, and number of iterations after which draws are written: both cost something each time, whatever
 * their length, and many iterations must pay for it. Knows no clock: it is told what took how long.
 */
export class Pace {
  readonly #limits: PaceLimits;
  readonly #running = new LinearCost();
  readonly #writing = new LinearCost();
  /** An iteration may take microseconds, or minutes. */
  #segment = 1;
  #segments = 0;
  #unwritten = 0;

  constructor(limits: PaceLimits) {
    this.#limits = limits;
  }

  /** Iterations of the next segment, if there is no end before. */
  get segment(): number {
    return this.#limits.segment ?? this.#segment;
  }

  /** Whether the sampler has no room for another segment. */
  get isFull(): boolean {
    return this.#unwritten + this.segment > this.#room;
  }

  /** Takes note of a segment. */
  ran(iterations: number, milliseconds: number): void {
    this.#unwritten += iterations;
    this.#segments++;
    // In the first one workers start, and nothing is compiled yet.
    if (this.#segments === 1) return;
    this.#running.add(iterations, milliseconds);
    this.#segment = Math.max(1, Math.min(GROWTH * this.#segment, this.#worthwhile, this.#longest));
  }

  /** Takes note that the draws were written. */
  wrote(milliseconds: number): void {
    if (this.#unwritten > 0) this.#writing.add(this.#unwritten, milliseconds);
    this.#unwritten = 0;
  }

  /** Iterations that take long enough to pay for a segment, as far as there is room for them. */
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
    // Where the costs are not told apart yet, a segment of n times the length takes at most n times the time.
    if (perIteration === 0) return Math.floor(Math.min(FIRST_GROWTH, LONGEST_SEGMENT / fixed)) * this.#segment;
    return Math.floor(LONGEST_SEGMENT / perIteration);
  }

  /** Iterations whose draws the sampler keeps. */
  get #room(): number {
    const { usual, most } = this.#limits;
    const { perIteration } = this.#running;
    const paying = perIteration === 0 ? 0 : this.#writing.fixed / (MAX_OVERHEAD * perIteration);
    return Math.max(usual, this.segment, Math.min(paying, most));
  }
}
