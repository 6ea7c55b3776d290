import type { ModelFailure } from '../evaluate.ts';
import type { Evaluation, Position } from '../model.ts';

/** One point of a batch: its numbers, and the answer of the model once the batch has been evaluated. */
export class BatchPoint {
  /** The numbers, in the order of the parameters. */
  readonly values: Float64Array;
  /** A view of them by name. */
  readonly position: Position<string>;
  /** Whether there is an answer that was not taken yet. */
  answered = false;
  /** Log prior by the declared prior. */
  logPrior: number = Number.NaN;
  readonly #plain = { logLikelihood: Number.NaN, logPrior: Number.NaN };
  #answer: Evaluation = this.#plain;
  #failure: ModelFailure | undefined;

  constructor({ values, position }: Pick<BatchPoint, 'values' | 'position'>) {
    this.values = values;
    this.position = position;
  }

  /** Whether the model failed at this point. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Stores the answer. */
  answer(logLikelihood: number, logPrior: number): void {
    const answer = this.#plain;
    answer.logLikelihood = logLikelihood;
    answer.logPrior = logPrior;
    this.#answer = answer;
    this.answered = true;
  }

  /** Stores an answer with numbers to record. */
  answerWith(evaluation: Evaluation): void {
    this.#answer = evaluation;
    this.answered = true;
  }

  /** Stores the failure of the model. */
  fail(failure: ModelFailure): void {
    this.#failure = failure;
    this.answered = true;
  }

  /**
   * Returns the answer, which the next batch changes.
   *
   * @throws ModelFailure if the model failed at this point
   */
  take(): Evaluation {
    this.answered = false;
    if (this.#failure === undefined) return this.#answer;
    const failure = this.#failure;
    this.#failure = undefined;
    throw failure;
  }
}
