import { nextPause } from './schedule.ts';

/** Something that is finished some day, and knows when it looks. */
export interface Pending {
  /** Looks; says whether it is finished, and tells whoever waits for it. Never throws. */
  poll(): boolean;
}

/** Length of a nap in milliseconds. */
const NAP = 0.1;

/** Looks after everything that is pending, again and again, with pauses in between. Keeps the process alive meanwhile. */
export class Progress {
  readonly #crowded: boolean;
  readonly #pending = new Set<Pending>();
  readonly #napping = new Int32Array(new SharedArrayBuffer(4));
  #since = 0;
  #awake = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param crowded whether more ranks than processors share this machine */
  constructor(crowded: boolean) {
    this.#crowded = crowded;
  }

  /** Whether nothing is pending. */
  get idle(): boolean {
    return this.#pending.size === 0;
  }

  /** Looks after something from now on. */
  add(pending: Pending): void {
    this.#pending.add(pending);
    this.#since = performance.now();
    // Who starts something expects it soon: the pause of those that wait for long is over.
    if (this.#awake && this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#awake = true;
    queueMicrotask(this.#look);
  }

  /** Looks no longer after something. */
  remove(pending: Pending): void {
    this.#pending.delete(pending);
  }

  readonly #look = (): void => {
    this.#timer = undefined;
    // The first round only moves the library's own engine; without the second a third of the latency is lost.
    if (this.#poll() || this.#poll()) this.#since = performance.now();
    if (this.#pending.size === 0) {
      this.#awake = false;
      return;
    }
    const pause = nextPause(performance.now() - this.#since, this.#crowded);
    // A microtask lets those that wait for what has just arrived go on.
    if (pause === 'spin') {
      queueMicrotask(this.#look);
    } else if (pause === 'nap') {
      Atomics.wait(this.#napping, 0, 0, NAP);
      setImmediate(this.#look);
    } else {
      this.#timer = setTimeout(this.#look, pause.timer);
    }
  };

  #poll(): boolean {
    let progress = false;
    for (const pending of this.#pending) {
      if (!pending.poll()) continue;
      this.#pending.delete(pending);
      progress = true;
    }
    return progress;
  }
}
