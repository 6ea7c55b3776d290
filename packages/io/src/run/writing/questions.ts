import { expected, typeError } from '@epsie/core/checks';
import type { RecordedRun } from '../recorded-run.ts';

/**
 * A criterion that ends a run: a function of the run that returns true once it has what it needs, or a promise of that. It must depend on
 * nothing but the run.
 */
export type Until = (run: RecordedRun) => boolean | Promise<boolean>;

/** Iterations of the first questions; every later one is at one of them times a power of two. */
const FIRST = [100, 119, 141, 168] as const;

/** Returns the iteration of the first question after an iteration. Both are counted from the start of the run. */
export function nextQuestion(iterations: number): number {
  for (let factor = 1; ; factor *= 2) {
    const first = FIRST.find((number) => number * factor > iterations);
    if (first !== undefined) return first * factor;
  }
}

/** Largest fraction of the time that questions may take without a warning, and the milliseconds from which it is measured. */
const MAX_SHARE = 0.05;
const MEASURABLE = 1000;

/** The run and the criterion that {@link Questions} are about. */
export type QuestionOptions = {
  /** Iterations before the run, once it has draws. */
  readonly start: () => number;
  /** Last iteration of the run. */
  readonly atMost: number;
  /** Asks the criterion. */
  readonly ask: () => boolean | Promise<boolean>;
  /** Called with a sentence when questions take too much of the time. */
  readonly onCost: (message: string) => void;
};

/**
 * The questions whether a run has what it needs. They are asked at fixed iterations, four between n and 2 n, and at `atMost`. No clock has a
 * say in where, so that kills, pools and segments do not change where the run ends. Where questions cost c per iteration of the run, and
 * sampling s, they take at most 6.3 c/s of the time: below 5 % if c is below 0.8 % of s.
 */
export class Questions {
  readonly #options: QuestionOptions;
  /** Time of the first answer: the question before it may not have been preceded by sampling. */
  #began: number | undefined;
  #asking = 0;
  #asked: number | undefined;
  #met = false;

  constructor(options: QuestionOptions) {
    this.#options = options;
  }

  /** Whether the last answer was yes. */
  get met(): boolean {
    return this.#met;
  }

  /** Returns the iteration of the first question after an iteration. */
  after(iterations: number): number {
    const start = this.#options.start();
    return Math.min(this.#options.atMost, start + nextQuestion(iterations - start));
  }

  /** Returns whether a question belongs to an iteration, and has not been asked yet. */
  isDue(iterations: number): boolean {
    return (
      iterations !== this.#asked && iterations > this.#options.start() && this.after(iterations - 1) === iterations
    );
  }

  /**
   * Asks whether the run, which has the iterations on disk, has what it needs.
   *
   * @throws TypeError if the answer is not a boolean
   */
  async ask(iterations: number): Promise<boolean> {
    const began = performance.now();
    const answer: unknown = await this.#options.ask();
    if (typeof answer !== 'boolean')
      throw typeError(expected('until', 'a function that returns true or false', answer));
    this.#asked = iterations;
    this.#met = answer;
    this.#measure(began);
    return answer;
  }

  #measure(began: number): void {
    const now = performance.now();
    if (this.#began !== undefined) this.#asking += now - began;
    this.#began ??= now;
    const total = now - this.#began;
    if (this.#asking > MEASURABLE && this.#asking > MAX_SHARE * total)
      this.#options.onCost(tooExpensive(this.#asking, total));
  }
}

function tooExpensive(asking: number, total: number): string {
  const [spent, all] = [asking, total].map((milliseconds) => (milliseconds / 1000).toFixed(1));
  const share = `${Math.round((100 * asking) / total)} % of the time (${spent} s of ${all} s)`;
  return `\`until\` has taken ${share}. Let it read fewer draws, such as with \`thin\``;
}
