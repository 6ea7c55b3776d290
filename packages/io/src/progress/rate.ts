/** Seconds after which a measurement counts for a third: runs speed up and slow down. */
const MEMORY = 30;

/** Measures how fast a run is now. */
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

  /** Takes a new number of iterations at a time in seconds. */
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
