import { nextPause, nextSpin, SHORTEST_SPIN } from './schedule.ts';

/** Something that is finished some day, and knows when it looks. */
export interface Pending {
  /** How many bytes it moves. */
  readonly bytes: number;
  /** Looks; says whether it is finished, and tells whoever waits for it. Never throws. */
  poll(): boolean;
  /** Ends it early, with an error. */
  cancel(reason: unknown): void;
}

/** Length of a nap in milliseconds. */
const NAP = 0.1;
/** How long timers, signals and other events may wait, in milliseconds, while messages come in one after the other. */
const TURN = 2;
/** How many results are handed out between two looks at the clock. */
const CLOCK = 8;
/** Rounds without a pause in a row: a look at the clock takes as long as one of them. */
const ROUNDS = 8;
/** Looks at one operation in a row: about a microsecond, in which the answer to a short message may come. */
const FIRST_LOOKS = 8;
// Rounds that take longer than this, in milliseconds, do not only look: they copy the bytes of a message. One alone may just
// have been interrupted.
const ROUND_MOVES = 0.01;
const POLL_MOVES = 0.002;
/** Messages below this are not moved in pieces: a slow round was a cold one, after a long pause. */
const LARGE = 65_536;

// Node's queueMicrotask makes an object for each call; a reaction to this costs a third.
const RESOLVED = Promise.resolve();

/** Looks after everything that is pending, again and again, with pauses in between. Keeps the process alive meanwhile. */
export class Progress {
  readonly #crowded: boolean;
  readonly #pending = new Set<Pending>();
  readonly #napping = new Int32Array(new SharedArrayBuffer(4));
  /** When something was last finished or begun; unset where nobody has looked at the clock since. */
  #since: number | undefined;
  #bytes = 0;
  #spinTime = SHORTEST_SPIN;
  #moved = -Infinity;
  #wasSlow = false;
  #turned = 0;
  /** The time at the end of the last round, unless something was begun since. */
  #clock: number | undefined;
  #handedOut = 0;
  #state: 'asleep' | 'spinning' | 'pausing' = 'asleep';
  #timer: NodeJS.Timeout | undefined;

  /** @param crowded whether more ranks than processors share this machine */
  constructor(crowded: boolean) {
    this.#crowded = crowded;
  }

  /** Whether nothing is pending. */
  get idle(): boolean {
    return this.#pending.size === 0;
  }

  /** How many looks are worth while before anything else is done. */
  get firstLooks(): number {
    return this.#crowded ? 0 : FIRST_LOOKS;
  }

  /** Looks after something from now on. */
  add(pending: Pending): void {
    this.#pending.add(pending);
    if (pending.bytes > this.#bytes) this.#bytes = pending.bytes;
    this.#since = undefined;
    this.#clock = undefined;
    // Who starts something expects it soon: the pause of those that wait for long is over.
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#state = 'asleep';
    }
    if (this.#state === 'asleep') this.#spin();
  }

  /** Looks no longer after something. */
  remove(pending: Pending): void {
    if (this.#pending.delete(pending)) this.#since = undefined;
  }

  /** Ends everything that is pending with an error. */
  cancelAll(reason: unknown): void {
    for (const pending of this.#pending) pending.cancel(reason);
  }

  /** A promise of a result that is there: at once, unless other events have waited for long. */
  fairly<T>(value: T): Promise<T> {
    if (++this.#handedOut % CLOCK !== 0 || performance.now() - this.#turned < TURN) return Promise.resolve(value);
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#turned = performance.now();
        resolve(value);
      });
    });
  }

  readonly #lookAfterTurn = (): void => {
    this.#turned = performance.now();
    this.#look(this.#turned);
  };

  readonly #lookAgain = (): void => this.#look(this.#clock);

  #look(start: number | undefined): void {
    this.#timer = undefined;
    // The first round only moves the library's own engine; without the second a third of the latency is lost.
    const rounds = this.#state === 'spinning' ? ROUNDS : 2;
    const since = this.#state === 'pausing' ? this.#since : undefined;
    let round = 0;
    while (round < rounds && !this.#poll()) round++;
    if (round < rounds && since !== undefined) this.#spinTime = nextSpin(performance.now() - since);
    if (this.#pending.size === 0) {
      this.#state = 'asleep';
      this.#bytes = 0;
      return;
    }
    this.#pause(start, performance.now(), round + 1);
  }

  #pause(start: number | undefined, now: number, rounds: number): void {
    this.#clock = now;
    const isSlow =
      this.#bytes >= LARGE &&
      start !== undefined &&
      now - start > rounds * (ROUND_MOVES + POLL_MOVES * this.#pending.size);
    if (isSlow && this.#wasSlow) this.#moved = now;
    this.#wasSlow = isSlow;
    this.#since ??= now;
    const [idle, still] = [now - this.#since, now - this.#moved];
    const pause = nextPause({ idle, still, spin: this.#spinTime, bytes: this.#bytes, crowded: this.#crowded });
    if (pause === 'spin') {
      this.#spin(now);
      return;
    }
    this.#state = 'pausing';
    if (pause === 'nap') {
      Atomics.wait(this.#napping, 0, 0, NAP);
      setImmediate(this.#lookAfterTurn);
    } else this.#timer = setTimeout(this.#lookAfterTurn, pause.timer);
  }

  // A microtask lets those that wait for what has just arrived go on.
  #spin(now: number | undefined = undefined): void {
    this.#state = 'spinning';
    if (now === undefined ? this.#isDue() : now - this.#turned > TURN) setImmediate(this.#lookAfterTurn);
    else void RESOLVED.then(this.#lookAgain);
  }

  #isDue(): boolean {
    return ++this.#handedOut % CLOCK === 0 && performance.now() - this.#turned > TURN;
  }

  #poll(): boolean {
    let progress = false;
    for (const pending of this.#pending) progress = pending.poll() || progress;
    return progress;
  }
}
