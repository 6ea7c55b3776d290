import { createWatchedPoint, type Point } from '../../chain/point.ts';
import { evaluate } from '../../model/evaluate.ts';
import type { Evaluation, ModelObject } from '../../model/model.ts';

/**
 * Finds the parameters with a declared prior that a likelihood does not read: it evaluates the model at points that note each
 * read, instead of once more. The numbers are the same. As soon as all parameters have been read, it is no longer due.
 */
export class ReadWatch {
  readonly #unread: Set<string>;
  /** Parameters that had a number: those of inactive components need not be read. */
  readonly #active = new Set<string>();
  readonly #point: Point;

  /** @param parameters names, in the order of a position */
  constructor(parameters: readonly string[]) {
    this.#unread = new Set(parameters);
    this.#point = createWatchedPoint(parameters, (name) => this.#unread.delete(name));
  }

  /** Whether there are parameters that were not read yet. */
  get due(): boolean {
    return this.#unread.size > 0;
  }

  /** Parameters that no evaluation read. */
  get unread(): readonly string[] {
    return [...this.#unread].filter((name) => this.#active.has(name));
  }

  /** Evaluates the model at a point. */
  evaluate(model: ModelObject<string>, values: Float64Array): Evaluation {
    const { parameters, position } = this.#point;
    this.#point.values.set(values);
    const evaluation = evaluate(model, position);
    // Outside of the prior, the likelihood is not called.
    if (evaluation.logPrior !== Number.NEGATIVE_INFINITY)
      for (const [i, name] of parameters.entries()) if (!Number.isNaN(values[i])) this.#active.add(name);
    return evaluation;
  }
}
