/** Seconds after which a measurement has a weight of 1/e, since runs speed up and slow down. */
const MEMORY = 30;

/** Present rate of a run: an exponentially weighted mean. */
export class Rate {
  #iterations: number;
  #time: number;
  #weighedIterations = 0;
  #weighedTime = 0;

  /**
   * @param iterations at the beginning
   * @param time of the beginning, in seconds
   */
  constructor(iterations: number, time: number) {
    this.#iterations = iterations;
    this.#time = time;
  }

  /** Reports a number of iterations at a time in seconds. */
  update(iterations: number, time: number): void {
    const passed = Math.max(time - this.#time, 1e-9);
    const kept = Math.exp(-passed / MEMORY);
    this.#weighedIterations = kept * this.#weighedIterations + (iterations - this.#iterations);
    this.#weighedTime = kept * this.#weighedTime + passed;
    this.#iterations = iterations;
    this.#time = time;
  }

  /** Iterations per second; 0 before the first measurement. */
  get perSecond(): number {
    return this.#weighedTime === 0 ? 0 : this.#weighedIterations / this.#weighedTime;
  }
}
