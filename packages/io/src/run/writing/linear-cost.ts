type Measurement = { readonly iterations: number; readonly time: number };

/**
 * The cost of work that takes some time whatever its length, and more for each iteration: learned from what it took at different
 * lengths.
 */
export class LinearCost {
  /** The last measurement of each magnitude: what short ones took tells the fixed cost long after. */
  readonly #measurements = new Map<number, Measurement>();
  #last: Measurement | undefined;

  /** Adds what some iterations took. */
  add(iterations: number, time: number): void {
    this.#last = { iterations, time: Math.max(time, CLOCK_RESOLUTION) };
    this.#measurements.set(Math.floor(Math.log2(iterations)), this.#last);
  }

  /** Time that the work takes whatever its length. All of it, as long as nothing tells the parts from each other. */
  get fixed(): number {
    if (this.#last === undefined) return 0;
    return Math.min(this.#fit() ?? this.#last.time, this.#last.time);
  }

  /** Time of an iteration beyond the fixed cost; 0 where it is not known. */
  get perIteration(): number {
    return this.#last === undefined ? 0 : (this.#last.time - this.fixed) / this.#last.iterations;
  }

  /** Intercept of the straight line with the least relative errors: a moment in which the machine did something else is one of many. */
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

/** Milliseconds below which a clock tells nothing. */
const CLOCK_RESOLUTION = 0.01;
