import { BatchLane } from '../../chain/batch-lane.ts';
import type { Level } from '../../chain/level.ts';
import { acquirePoint } from '../../chain/point.ts';
import type { BatchCall } from '../../model/batch/batch-call.ts';
import type { BatchPoint } from '../../model/batch/batch-point.ts';
import { PointBatch } from '../../model/batch/point-batch.ts';
import type { ModelObject } from '../../model/model.ts';
import type { ChainRun } from '../../tempering/chain-run.ts';
import { levelsOf } from '../../tempering/state.ts';
import { type ChainSegment, Runner } from './runner.ts';

/**
 * Chains that move in step: all propose, one call of the model evaluates their points, all decide. The levels of a chain follow one
 * another, unless they have their own generators: then they are in the batch together.
 */
export class LockStep {
  /** The chains. */
  readonly runners: readonly Runner[];
  /** The levels of each batch of an iteration. */
  readonly #batches: readonly (readonly number[])[];
  readonly #runs: readonly ChainRun[];
  /** The levels of chains without tempering, whose whole turn is one call. */
  readonly #singles: readonly Level[] | undefined;
  /** The points of a batch: level after level, in each the chains in their order. */
  readonly #points: readonly BatchPoint[];
  readonly #batch: PointBatch;
  /** Index of the batch whose points are proposed. */
  #at = 0;

  /**
   * Sets chains of the same configuration to work. Call {@link LockStep.dispose} when it is no longer needed.
   *
   * @param call the call of the model for many points
   */
  constructor(segments: readonly ChainSegment[], model: ModelObject<string>, call: BatchCall) {
    const { configuration, state } = segments[0] as ChainSegment;
    const levels = levelsOf(state);
    const all = Array.from(levels.keys());
    this.#batches = configuration.tempering?.generators === 'level' ? [all] : all.map((level) => [level]);
    const together = (this.#batches[0] as readonly number[]).length;
    const lanes = segments.map(() =>
      Array.from({ length: together }, () => new BatchLane(model, acquirePoint(configuration.parameters))),
    );
    this.runners = segments.map((segment, i) => new Runner(segment, model, lanes[i]));
    this.#runs = this.runners.map(({ run }) => run);
    const singles = this.#runs.flatMap(({ single }) => single ?? []);
    this.#singles = singles.length > 0 ? singles : undefined;
    this.#points = Array.from({ length: together }, (_, t) => lanes.map((own) => (own[t] as BatchLane).point)).flat();
    this.#batch = new PointBatch(call, configuration.parameters, Object.keys(levels[0]?.blob ?? {}));
  }

  /** Whether there is no point left to evaluate: the segment ends, and nothing was proposed for the time after it. */
  get done(): boolean {
    return (this.runners[0] as Runner).remaining === 0;
  }

  /**
   * Proposes the first points of the segment.
   *
   * @throws EpsieError `MODEL_FAILED` with its location if a draw from the prior fails
   */
  begin(): void {
    if (!this.done) this.#advanceAll([], false, this.#batches[0] as readonly number[]);
  }

  /** Evaluates the proposed points. Returns a promise, which never rejects, if that is asynchronous. */
  evaluate(): Promise<void> | undefined {
    return this.#batch.evaluate(this.#points);
  }

  /**
   * Decides the evaluated points, ends the iteration after those of the last levels, and proposes the next points unless the segment ends. Chain
   * after chain, so that the memory of each is read once.
   *
   * @throws EpsieError `MODEL_FAILED` with the location of the point that failed
   */
  decide(): void {
    const batches = this.#batches;
    const levels = batches[this.#at] as readonly number[];
    const isLast = this.#at === batches.length - 1;
    const ends = isLast && (this.runners[0] as Runner).remaining === 1;
    if (this.#batch.failed) this.#decideFailed(levels);
    this.#at = isLast ? 0 : this.#at + 1;
    this.#advanceAll(levels, isLast, ends ? [] : (batches[this.#at] as readonly number[]));
  }

  /** For every chain, makes the rest of a step of some levels, ends the iteration if it is complete, and proposes the next points. */
  #advanceAll(levels: readonly number[], isLast: boolean, next: readonly number[]): void {
    const runs = this.#runs;
    const singles = this.#singles;
    let i = 0;
    try {
      // One call for the whole turn: a step in a batch took a tenth longer in the loops for levels.
      if (singles !== undefined && levels.length > 0 && next.length > 0) {
        for (; i < singles.length; i++) (this.runners[i] as Runner).turn(singles[i] as Level);
        return;
      }
      for (; i < runs.length; i++) {
        const run = runs[i] as ChainRun;
        for (let t = 0; t < levels.length; t++) run.step(levels[t] as number);
        if (isLast) (this.runners[i] as Runner).finish();
        for (let t = 0; t < next.length; t++) run.propose(next[t] as number);
      }
    } catch (error) {
      throw (this.runners[i] as Runner).withLocation(error);
    }
  }

  /** Decides the point at which the model failed, which throws its error. Others may have no answer. */
  #decideFailed(levels: readonly number[]): void {
    const { length } = this.#runs;
    const at = this.#points.findIndex((point) => point.failed);
    try {
      this.#runs[at % length]?.step(levels[Math.floor(at / length)] as number);
    } catch (error) {
      throw (this.runners[at % length] as Runner).withLocation(error);
    }
  }

  /** Releases the points for candidates. */
  dispose(): void {
    // Backwards, so that a chain that runs alone afterwards gets the point that it had before.
    for (let i = this.runners.length - 1; i >= 0; i--) this.runners[i]?.dispose();
  }
}
