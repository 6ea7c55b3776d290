import type { BatchResults, Points } from '../model.ts';

/** The arrays of a batch of some points. */
export type Arrays = {
  /** The numbers of the points, parameter after parameter. */
  readonly columns: readonly Float64Array[];
  /** The same arrays by name. */
  readonly points: Points<string>;
  /** Arrays for the results. */
  readonly out: BatchResults;
};

/** Memory of the arrays of a batch. */
type Memory = { readonly points: Float64Array; readonly logLikelihood: Float64Array; readonly logPrior: Float64Array };

const allocate = (parameters: number, count: number): Memory => ({
  points: new Float64Array(parameters * count),
  logLikelihood: new Float64Array(count),
  logPrior: new Float64Array(count),
});

/**
 * Creates the arrays of a batch.
 *
 * @param memory room for as many points, or more. Default: new memory
 */
export function createArrays(
  parameters: readonly string[],
  count: number,
  memory: Memory = allocate(parameters.length, count),
): Arrays {
  const columns = parameters.map((_, i) => memory.points.subarray(i * count, (i + 1) * count));
  const points = Object.fromEntries(parameters.map((name, i) => [name, columns[i] as Float64Array]));
  const out = {
    logLikelihood: fixed(memory.logLikelihood.subarray(0, count)),
    logPrior: fixed(memory.logPrior.subarray(0, count)),
    blob: { value: undefined, writable: true, enumerable: true },
  };
  return { columns, points, out: Object.create(Object.prototype, out) as BatchResults };
}

// Not writable: a model that assigns other arrays, instead of writing into these, gets an error.
const fixed = (value: Float64Array): PropertyDescriptor => ({ value, enumerable: true });

/** The arrays of batches of one model, of which there is one at a time. Batches of any number of points share memory. */
export class ArraysByCount {
  readonly #parameters: readonly string[];
  readonly #known = new Map<number, Arrays>();
  #memory: Memory = allocate(0, 0);

  /** @param parameters names, in the order of a point */
  constructor(parameters: readonly string[]) {
    this.#parameters = parameters;
  }

  /**
   * Returns the arrays of a batch. A prior that excludes points makes the number of points change from batch to batch, so they are kept.
   *
   * @param most points of the largest batch
   */
  of(count: number, most: number): Arrays {
    if (most > this.#memory.logPrior.length) {
      this.#memory = allocate(this.#parameters.length, most);
      this.#known.clear();
    }
    const known = this.#known.get(count);
    if (known !== undefined) return known;
    const arrays = createArrays(this.#parameters, count, this.#memory);
    this.#known.set(count, arrays);
    return arrays;
  }
}
