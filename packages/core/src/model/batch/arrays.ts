import type { BatchResults, Points } from '../model.ts';

/** The arrays of a batch of some points. */
export type Arrays = {
  /** Number of points. */
  readonly count: number;
  /** The numbers of the points, parameter after parameter. */
  readonly columns: readonly Float64Array[];
  /** The same arrays by name. */
  readonly points: Points<string>;
  /** Arrays for the results. */
  readonly out: BatchResults;
};

/** Allocates the arrays of a batch. */
export function createArrays(parameters: readonly string[], count: number): Arrays {
  const numbers = new Float64Array(parameters.length * count);
  const columns = parameters.map((_, i) => numbers.subarray(i * count, (i + 1) * count));
  const points = Object.fromEntries(parameters.map((name, i) => [name, columns[i] as Float64Array]));
  const out = {
    logLikelihood: fixed(count),
    logPrior: fixed(count),
    blob: { value: undefined, writable: true, enumerable: true },
  };
  return { count, columns, points, out: Object.create(Object.prototype, out) as BatchResults };
}

// Not writable: a model that assigns other arrays, instead of writing into these, gets an error.
const fixed = (count: number): PropertyDescriptor => ({ value: new Float64Array(count), enumerable: true });
