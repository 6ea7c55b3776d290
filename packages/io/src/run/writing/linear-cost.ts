type Measurement = { readonly iterations: number; readonly time: number };

/**
 * Model of the time that work takes: a fixed cost, and a cost per iteration. Fitted to measurements at different lengths.
 */
export class LinearCost {
  /** The last measurement of each order of magnitude: short ones determine the fixed cost long after. */
  readonly #measurements = new Map<number, Measurement>();
  #last: Measurement | undefined;

  /** Adds a measurement. */
  add(iterations: number, time: number): void {
    this.#last = { iterations, time: Math.max(time, CLOCK_RESOLUTION) };
    this.#measurements.set(Math.floor(Math.log2(iterations)), this.#last);
  }

  /** Fixed cost: the complete time as long as the measurements do not separate it from the rest. */
  get fixed(): number {
    if (this.#last === undefined) return 0;
    return Math.min(this.#fit() ?? this.#last.time, this.#last.time);
  }

  /** Cost per iteration; 0 while it is unknown. */
  get perIteration(): number {
    return this.#last === undefined ? 0 : (this.#last.time - this.fixed) / this.#last.iterations;
  }

  /** Intercept of the line with the least squared relative errors, which limits the weight of moments in which the machine was busy. */
  #fit(): number | undefined {
    if (this.#measurements.size < 2) return undefined;
    let [sum, sumN, sumNN, sumT, sumNT] = [0, 0, 0, 0, 0];
    for (const { iterations: n, time: t } of this.#measurements.values()) {
      const weight = 1 / (t * t);
      sum += weight;
      sumN += weight * n;
      sumNN += weight * n * n;
      sumT += weight * t;
      sumNT += weight * n * t;
    }
    return Math.max(0, (sumNN * sumT - sumN * sumNT) / (sum * sumNN - sumN * sumN));
  }
}

/** Milliseconds below which the clock is too coarse. */
const CLOCK_RESOLUTION = 0.01;
