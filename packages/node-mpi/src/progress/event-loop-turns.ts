/** Maximum delay of timers, signals and other events, in milliseconds, while messages arrive one after the other. */
const LONGEST_WAIT = 2;
/** Reading the clock takes as long as a poll, so only one call of `areDue` in this many reads it. */
const CALLS_PER_CLOCK_READ = 8;

/** The turns of the event loop: promises and microtasks alone would keep timers and signals waiting. */
export class EventLoopTurns {
  #last = 0;
  #calls = 0;

  /** Records a turn. */
  onTurn(now: number): void {
    this.#last = now;
  }

  /** Whether other events have waited for long, most likely. */
  areDue(): boolean {
    return ++this.#calls % CALLS_PER_CLOCK_READ === 0 && this.areDueAt(performance.now());
  }

  /** Whether other events have waited for long. */
  areDueAt(now: number): boolean {
    return now - this.#last > LONGEST_WAIT;
  }

  /** Resolves with a value: at once, or after a turn if one is due. */
  resolve<T>(value: T): Promise<T> {
    if (!this.areDue()) return Promise.resolve(value);
    return new Promise((resolve) => {
      setImmediate(() => {
        this.onTurn(performance.now());
        resolve(value);
      });
    });
  }
}
