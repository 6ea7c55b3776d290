const LINE_INTERVAL = 3000;
const TEXT_WIDTH = 58;

/** Says how far a run is: a bar where stdout is a terminal, else a line every few seconds. */
export class Progress {
  readonly #total: number;
  readonly #before: number;
  readonly #begin = performance.now();
  #lastLine = this.#begin;

  /**
   * @param total iterations in all
   * @param before those that were made before the program began
   */
  constructor(total: number, before: number = 0) {
    this.#total = total;
    this.#before = before;
  }

  /** @param done iterations made so far */
  update(done: number, phase: string): void {
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${this.#bar(done)} ${this.#text(done, phase)}`);
    else this.#line(done, phase);
  }

  /** Leaves the line of the bar. */
  end(): void {
    if (process.stdout.isTTY) process.stdout.write('\n');
  }

  #line(done: number, phase: string): void {
    const now = performance.now();
    if (now - this.#lastLine < LINE_INTERVAL) return;
    this.#lastLine = now;
    console.log(this.#text(done, phase));
  }

  #bar(done: number): string {
    // A terminal may not know its width, and says 0.
    const width = Math.max(0, Math.min(30, (process.stdout.columns || 80) - TEXT_WIDTH));
    const full = Math.round((width * done) / this.#total);
    return '█'.repeat(full) + '░'.repeat(width - full);
  }

  #text(done: number, phase: string): string {
    const perSecond = (1000 * (done - this.#before)) / (performance.now() - this.#begin);
    const left = Math.ceil((this.#total - done) / perSecond);
    return `${phase}: ${done}/${this.#total}, ${Math.round(perSecond)} iterations/s, ${left} s left`;
  }
}
