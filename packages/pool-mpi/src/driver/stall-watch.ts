/** Notices that nothing has happened for too long. */
export class StallWatch {
  readonly #limit: number;
  readonly #onStall: () => void;
  #lastNews = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param limit in milliseconds */
  constructor(limit: number, onStall: () => void) {
    this.#limit = limit;
    this.#onStall = onStall;
  }

  /** Something happened. */
  news(): void {
    this.#lastNews = performance.now();
  }

  /** Begins or ends to watch. */
  watch(on: boolean): void {
    clearTimeout(this.#timer);
    if (!on) return;
    this.news();
    this.#look();
  }

  #look(): void {
    const left = this.#lastNews + this.#limit - performance.now();
    if (left <= 0) this.#onStall();
    else this.#timer = setTimeout(() => this.#look(), left);
  }
}
