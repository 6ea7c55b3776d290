/** Calls back when no reply has come for too long. */
export class StallWatch {
  readonly #limit: number;
  readonly #onStall: () => void;
  #lastReply = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param limit in milliseconds */
  constructor(limit: number, onStall: () => void) {
    this.#limit = limit;
    this.#onStall = onStall;
  }

  /** Records a reply. */
  onReply(): void {
    this.#lastReply = performance.now();
  }

  /** Starts or stops the watch. */
  watch(on: boolean): void {
    clearTimeout(this.#timer);
    if (!on) return;
    this.onReply();
    this.#check();
  }

  #check(): void {
    const left = this.#lastReply + this.#limit - performance.now();
    if (left <= 0) this.#onStall();
    else this.#timer = setTimeout(() => this.#check(), left);
  }
}
