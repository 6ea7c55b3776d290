import { type AbortControllerLike, type AbortSignalLike, createAbortController } from '../platform/host.ts';
import type { ItemAnswer, ItemRequest } from './answer.ts';
import { taskFailure } from './failures.ts';
import { Scheduler } from './scheduler.ts';
import type { Assignment, PoolWorker } from './worker-source.ts';

/**
 * A function that has another library run one item, and promises the answer of the worker.
 *
 * A rejection means that the worker is lost: the item runs once more, and the second rejection ends the map. If the function throws at
 * once, the item cannot be sent. When `signal` fires, the answer is no longer needed, and the promise must settle soon.
 */
export type ItemRunner = (request: ItemRequest, signal: AbortSignalLike) => Promise<ItemAnswer>;

/**
 * Creates a {@link Scheduler} for a library that has workers of its own.
 *
 * @param limit number of items that the library gets at the same time; may be infinite
 * @param run passes one item to the library
 *
 * @example
 * ```ts
 * import { createError, type Pool } from '@epsie/core';
 * import { answerItem, schedulePromises } from '@epsie/core/pool-kit';
 *
 * // A library would run answerItem in one of its workers.
 * const scheduler = schedulePromises(4, async (request) => await answerItem(request, 'a worker'));
 * const pool: Pool = {
 *   size: 4,
 *   map: async (task, items, options) => await scheduler.map(task, items, options),
 *   close: async () => scheduler.close(createError('POOL_BROKEN', 'This pool was closed', {})),
 * };
 * ```
 */
export function schedulePromises(limit: number, run: ItemRunner): Scheduler<PoolWorker> {
  const lanes = new Set<Lane>();
  const scheduler: Scheduler<PoolWorker> = new Scheduler<PoolWorker>({
    workers: lanes,
    acquire: () => (lanes.size < limit ? new Lane(lanes, run, events) : undefined),
  });
  const events: LaneEvents = {
    onAnswer(assignment, answer) {
      if ('result' in answer) scheduler.deliver(assignment, answer.result);
      else scheduler.fail(assignment, taskFailure(answer.error, answer.worker, assignment.job.task));
    },
    onLost(assignment, error) {
      scheduler.retry(assignment, () => error);
      scheduler.dispatch();
    },
  };
  return scheduler;
}

interface LaneEvents {
  onAnswer(assignment: Assignment, answer: ItemAnswer): void;
  onLost(assignment: Assignment, error: Error): void;
}

/** A place for one item with the library, taken until the promise of the item has settled. */
class Lane implements PoolWorker {
  readonly #taken: Set<Lane>;
  readonly #run: ItemRunner;
  readonly #events: LaneEvents;
  readonly #controller: AbortControllerLike = createAbortController();
  #assignment: Assignment | undefined;

  constructor(taken: Set<Lane>, run: ItemRunner, events: LaneEvents) {
    this.#taken = taken;
    this.#run = run;
    this.#events = events;
  }

  get assignment(): Assignment | undefined {
    return this.#assignment;
  }

  run(assignment: Assignment): void {
    const { job, index } = assignment;
    const { module, export: name } = job.task;
    const promise = this.#run({ module, export: name, item: job.item(index) }, this.#controller.signal);
    this.#assignment = assignment;
    this.#taken.add(this);
    promise.then(
      (answer) => {
        this.#taken.delete(this);
        this.#events.onAnswer(assignment, answer);
      },
      (error: Error) => {
        this.#taken.delete(this);
        this.#events.onLost(assignment, error);
      },
    );
  }

  cancel(): void {
    this.#controller.abort();
  }
}
