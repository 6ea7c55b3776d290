import { EventLoopTurns } from './event-loop-turns.ts';
import { nextPause, nextSpin, SHORTEST_SPIN } from './schedule.ts';
import { TransferDetector } from './transfer-detector.ts';

/** A pending operation that can be polled. */
export interface Pollable {
  /** Length of its message in bytes. */
  readonly bytes: number;
  /** Checks whether it is complete, and settles its promise if so. Never throws. */
  poll(): boolean;
  /** Ends it early, with an error. */
  cancel(reason: unknown): void;
}

/** Length of a nap in milliseconds. */
const NAP = 0.1;
/** Rounds of polls between two readings of the clock, which takes as long as a round. */
const SPIN_ROUNDS = 8;
// The first round after a pause only makes the library proceed; a second one saves a third of the latency.
const ROUNDS_AFTER_PAUSE = 2;
/** Polls of one request before anything else happens: about a microsecond, in which the answer to a short message may arrive. */
const INITIAL_POLLS = 8;

// queueMicrotask of Node creates an object for each call; a reaction to this costs a third.
const RESOLVED = Promise.resolve();

/**
 * Polls everything that is pending, again and again, with pauses in between ({@link nextPause}). MPI libraries have no events to wait
 * for. Keeps the process alive meanwhile.
 *
 * | state    | polls                                                          | becomes                                             |
 * |----------|----------------------------------------------------------------|-----------------------------------------------------|
 * | asleep   | nothing                                                        | spinning, when something is added                   |
 * | spinning | in microtasks; after a turn of the event loop where one is due | pausing, when `nextPause` asks for a nap or a timer |
 * | pausing  | once the nap or the timer is over                              | spinning, when `nextPause` returns 'spin', or when something is added during a timer |
 * | any      |                                                                | asleep, when nothing is pending after a poll        |
 */
export class ProgressEngine {
  /** The turns of the event loop between results. */
  readonly turns: EventLoopTurns = new EventLoopTurns();
  readonly #isCrowded: boolean;
  readonly #pending = new Set<Pollable>();
  readonly #transfers = new TransferDetector();
  readonly #napping = new Int32Array(new SharedArrayBuffer(4));
  #state: 'asleep' | 'spinning' | 'pausing' = 'asleep';
  #timer: NodeJS.Timeout | undefined;
  /** When something was last completed or added; undefined until the clock is read after that. */
  #lastChange: number | undefined;
  /** When the last round ended; undefined if something was added since. */
  #lastRound: number | undefined;
  #spinTime = SHORTEST_SPIN;

  /** @param isCrowded whether more ranks than processors share this machine */
  constructor(isCrowded: boolean) {
    this.#isCrowded = isCrowded;
  }

  /** Whether nothing is pending. */
  get isIdle(): boolean {
    return this.#pending.size === 0;
  }

  /** Number of polls that are worthwhile before anything else happens. */
  get initialPolls(): number {
    return this.#isCrowded ? 0 : INITIAL_POLLS;
  }

  /** Polls something from now on. */
  add(pending: Pollable): void {
    this.#pending.add(pending);
    this.#transfers.expect(pending.bytes);
    this.#lastChange = undefined;
    this.#lastRound = undefined;
    // A new request may complete soon, so the pause of those that have waited for long ends.
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#state = 'asleep';
    }
    if (this.#state === 'asleep') this.#spin(this.turns.areDue());
  }

  /** Stops polling something. */
  remove(pending: Pollable): void {
    if (this.#pending.delete(pending)) this.#lastChange = undefined;
  }

  /** Ends everything that is pending, with an error. */
  cancelAll(reason: unknown): void {
    for (const pending of this.#pending) pending.cancel(reason);
  }

  readonly #runAfterTurn = (): void => {
    const now = performance.now();
    this.turns.onTurn(now);
    this.#run(now);
  };

  readonly #runAgain = (): void => this.#run(this.#lastRound);

  /** Polls in rounds until something completes, then decides how to continue. */
  #run(start: number | undefined): void {
    this.#timer = undefined;
    const rounds = this.#poll(this.#state === 'spinning' ? SPIN_ROUNDS : ROUNDS_AFTER_PAUSE);
    if (this.#pending.size === 0) {
      this.#state = 'asleep';
      this.#transfers.reset();
      return;
    }
    const now = performance.now();
    this.#transfers.observe(start, now, rounds, this.#pending.size);
    this.#lastRound = now;
    this.#lastChange ??= now;
    this.#continue(now, this.#lastChange);
  }

  /** Returns the number of rounds. */
  #poll(most: number): number {
    const pausedSince = this.#state === 'pausing' ? this.#lastChange : undefined;
    for (let round = 1; round <= most; round++) {
      if (!this.#pollOnce()) continue;
      if (pausedSince !== undefined) this.#spinTime = nextSpin(performance.now() - pausedSince);
      return round;
    }
    return most + 1;
  }

  #pollOnce(): boolean {
    let isAnyComplete = false;
    for (const pending of this.#pending) isAnyComplete = pending.poll() || isAnyComplete;
    return isAnyComplete;
  }

  #continue(now: number, lastChange: number): void {
    const pause = nextPause({
      sinceChange: now - lastChange,
      sinceTransfer: this.#transfers.timeSince(now),
      spinTime: this.#spinTime,
      bytes: this.#transfers.largest,
      isCrowded: this.#isCrowded,
    });
    if (pause === 'spin') {
      this.#spin(this.turns.areDueAt(now));
      return;
    }
    this.#state = 'pausing';
    if (pause === 'nap') {
      Atomics.wait(this.#napping, 0, 0, NAP);
      setImmediate(this.#runAfterTurn);
    } else this.#timer = setTimeout(this.#runAfterTurn, pause.timer);
  }

  /** Runs again in a microtask, so that the callers of completed requests continue first. */
  #spin(isTurnDue: boolean): void {
    this.#state = 'spinning';
    if (isTurnDue) setImmediate(this.#runAfterTurn);
    else void RESOLVED.then(this.#runAgain);
  }
}
