import { OUTSIDE } from '../evaluate.ts';
import { priorFailure } from '../prior-failure.ts';
import { type Arrays, ArraysByCount } from './arrays.ts';
import type { BatchCall } from './batch-call.ts';
import { batchFailure, blobFailure, pointFailure, returnFailure } from './batch-failure.ts';
import type { BatchPoint } from './batch-point.ts';

/** Evaluation of points in batches. Every point gets an answer or, if the model fails, at least one gets a failure. */
export class PointBatch {
  /** Whether the model failed in the last batch. */
  failed = false;
  readonly #call: BatchCall;
  readonly #arrays: ArraysByCount;
  #blobNames: readonly string[] | undefined;

  /**
   * @param parameters names, in the order of a point
   * @param blobNames names of the numbers to record, if known
   */
  constructor(call: BatchCall, parameters: readonly string[], blobNames?: readonly string[]) {
    this.#call = call;
    this.#arrays = new ArraysByCount(parameters);
    this.#blobNames = blobNames;
  }

  /**
   * Evaluates points in one call of the model.
   *
   * @returns a promise, which never rejects, if the batch is asynchronous
   */
  evaluate(all: readonly BatchPoint[]): Promise<void> | undefined {
    this.failed = false;
    const points = this.#insidePrior(all);
    if (points.length === 0 || this.failed) return undefined;
    const arrays = this.#gather(points, all.length);
    let returned: unknown;
    try {
      returned = this.#call.evaluate(arrays.points, arrays.out);
    } catch (cause) {
      this.#fail(points, cause);
      return undefined;
    }
    if (returned === undefined) this.#collect(points, arrays);
    else if (isPromise(returned)) return this.#collectLater(points, arrays, returned);
    else (points[0] as BatchPoint).fail(this.#noted(returnFailure(this.#call, points, returned)));
    return undefined;
  }

  /** Evaluates the declared prior at all points, and returns those that it allows. Without one, returns all. */
  #insidePrior(all: readonly BatchPoint[]): readonly BatchPoint[] {
    const { prior } = this.#call;
    if (prior === undefined) return all;
    const inside: BatchPoint[] = [];
    for (const point of all) {
      point.logPrior = prior.logDensity(point.position);
      if (point.logPrior === Number.NEGATIVE_INFINITY) point.answerWith(OUTSIDE);
      else if (point.logPrior < Number.POSITIVE_INFINITY) inside.push(point);
      else point.fail(this.#noted(priorFailure(prior, point.position)));
    }
    return inside;
  }

  #gather(points: readonly BatchPoint[], most: number): Arrays {
    const { length } = points;
    const arrays = this.#arrays.of(length, most);
    const { columns, out } = arrays;
    for (let p = 0; p < columns.length; p++) {
      const column = columns[p] as Float64Array;
      for (let i = 0; i < length; i++) column[i] = (points[i] as BatchPoint).values[p] as number;
    }
    out.logLikelihood.fill(Number.NaN);
    out.logPrior.fill(Number.NaN);
    (out as { blob: unknown }).blob = undefined;
    return arrays;
  }

  async #collectLater(points: readonly BatchPoint[], arrays: Arrays, promise: PromiseLike<unknown>): Promise<void> {
    try {
      await promise;
    } catch (cause) {
      this.#fail(points, cause);
      return;
    }
    this.#collect(points, arrays);
  }

  /** Passes the results on to the points. */
  #collect(points: readonly BatchPoint[], { out }: Arrays): void {
    const { logLikelihood, logPrior } = out;
    const declared = this.#call.prior !== undefined;
    if (out.blob !== undefined && !this.#checkBlob(points, out.blob)) return;
    for (let i = 0; i < points.length; i++) {
      const point = points[i] as BatchPoint;
      const likelihood = logLikelihood[i] as number;
      const prior = declared ? point.logPrior : (logPrior[i] as number);
      if (!(prior < Number.POSITIVE_INFINITY && (likelihood < Number.POSITIVE_INFINITY || prior === -Infinity)))
        point.fail(this.#noted(pointFailure(this.#call, points, i, out)));
      else if (out.blob === undefined) point.answer(likelihood, prior);
      else point.answerWith({ logLikelihood: likelihood, logPrior: prior, blob: blobAt(out.blob, i) });
    }
  }

  #checkBlob(points: readonly BatchPoint[], blob: unknown): boolean {
    const failure = blobFailure(this.#call, points, blob, this.#blobNames);
    if (failure !== undefined) (points[0] as BatchPoint).fail(this.#noted(failure));
    else this.#blobNames = Object.keys(blob as object);
    return failure === undefined;
  }

  #fail(points: readonly BatchPoint[], cause: unknown): void {
    const { index, failure } = batchFailure(this.#call, points, cause);
    (points[index] as BatchPoint).fail(this.#noted(failure));
  }

  #noted<F>(failure: F): F {
    this.failed = true;
    return failure;
  }
}

function blobAt(blob: { readonly [name: string]: ArrayLike<number> }, index: number): { [name: string]: number } {
  const numbers: { [name: string]: number } = {};
  for (const name of Object.keys(blob)) numbers[name] = blob[name]?.[index] as number;
  return numbers;
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null)?.then === 'function';
