import { createError } from '../errors/epsie-error.ts';
import type { MapOptions, Pool } from '../pool/pool.ts';
import type { Task } from '../pool/task.ts';
import { expectTask, itemFailure } from './failures.ts';
import { MapJob } from './map-job.ts';

/** An item of a map that a worker has, or is to have. */
export type Assignment = {
  /** The map. */
  readonly job: MapJob;
  /** Index of the item in it. */
  readonly index: number;
};

/** One worker of a pool, as a {@link Scheduler} sees it. */
export interface PoolWorker {
  /** What it is busy with. */
  readonly assignment: Assignment | undefined;
  /**
   * Gives it an item, of which it then says that it is its {@link PoolWorker.assignment}.
   *
   * @throws if the item cannot be sent; the worker is still idle then
   */
  run(assignment: Assignment): void;
  /** Tells it that nobody waits for its item any more. */
  cancel(): void;
}

/** What a {@link Scheduler} needs to know of its pool. */
export interface Crew<W extends PoolWorker> {
  /** The workers that there are now. */
  readonly workers: Iterable<W>;
  /** A worker that is idle, perhaps started for this. */
  idle(): W | undefined;
  /** Told when the first map begins and when the last one ends: what waits for workers should keep the process alive meanwhile. */
  waiting?(on: boolean): void;
}

/**
 * The part of a pool that does not depend on where its workers are: gives items to idle workers, the maps in turn, puts
 * results in the order of their items, ends a map at its first failure or when its signal fires. Every worker has one
 * item at a time.
 */
export class Scheduler<W extends PoolWorker> {
  readonly #crew: Crew<W>;
  readonly #jobs = new Set<MapJob>();
  #closed: Error | undefined;

  constructor(crew: Crew<W>) {
    this.#crew = crew;
  }

  /**
   * The `map` of a {@link Pool}.
   *
   * @throws TypeError if the task has no name, or an item cannot be sent
   * @throws EpsieError `ABORTED`, and whatever the pool gives for reasons to end a map
   */
  async map<I, O>(task: Task<I, O>, items: Iterable<I>, { signal, onResult }: MapOptions<O> = {}): Promise<O[]> {
    expectTask(task);
    this.#check(signal);
    const job = new MapJob(task, [...items], onResult as (index: number, result: unknown) => void);
    this.#check(signal);
    if (job.complete) return [];
    const abort = () => this.#fail(job, aborted(signal));
    signal?.addEventListener('abort', abort);
    try {
      this.#start(job);
      return (await job.promise) as O[];
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Gives waiting items to idle workers. To be called when one may have become idle. */
  dispatch(): void {
    for (let job = this.#neediest(); job !== undefined; job = this.#neediest()) {
      const worker = this.#crew.idle();
      if (worker === undefined) return;
      this.#send(worker, job);
    }
  }

  /** Takes the result of an item. Its worker must be idle by now. */
  deliver({ job, index }: Assignment, result: unknown): void {
    job.running--;
    // Before the caller's code runs, the worker has its next item.
    this.dispatch();
    if (!this.#jobs.has(job)) return;
    try {
      job.deliver(index, result);
    } catch (error) {
      this.#fail(job, error);
    }
    if (job.complete && this.#forget(job)) job.resolve();
  }

  /** Takes the error of an item, which ends its map. Its worker must be idle by now. */
  fail({ job }: Assignment, error: unknown): void {
    job.running--;
    this.#fail(job, error);
    this.dispatch();
  }

  /** Puts an item back whose worker was lost. One that was put back before ends its map, with the error that `lost` makes. */
  retry({ job, index }: Assignment, lost: () => Error): void {
    job.running--;
    if (this.#jobs.has(job) && !job.retry(index)) this.#fail(job, lost());
  }

  /** Ends all maps, with an error. */
  failAll(error: Error): void {
    for (const job of this.#jobs) this.#fail(job, error);
  }

  /** Ends all maps, also those to come, with an error. */
  close(error: Error): void {
    this.#closed ??= error;
    this.failAll(error);
  }

  #check(signal: MapOptions<unknown>['signal']): void {
    if (this.#closed !== undefined) throw this.#closed;
    if (signal?.aborted) throw aborted(signal);
  }

  #start(job: MapJob): void {
    if (this.#jobs.size === 0) this.#crew.waiting?.(true);
    this.#jobs.add(job);
    this.dispatch();
  }

  /** The map with the fewest items at work; among equals the one that was served longest ago. */
  #neediest(): MapJob | undefined {
    let neediest: MapJob | undefined;
    for (const job of this.#jobs) {
      if (job.waiting && job.running < (neediest?.running ?? Infinity)) neediest = job;
    }
    return neediest;
  }

  #send(worker: W, job: MapJob): void {
    const index = job.take();
    try {
      worker.run({ job, index });
      job.running++;
      this.#jobs.delete(job);
      this.#jobs.add(job);
    } catch (error) {
      this.#fail(job, itemFailure(error, index, job.task));
    }
  }

  #fail(job: MapJob, error: unknown): void {
    if (!this.#forget(job)) return;
    job.reject(error);
    for (const worker of this.#crew.workers) if (worker.assignment?.job === job) worker.cancel();
  }

  /** Takes a map out of the running ones; says no if it was not among them. */
  #forget(job: MapJob): boolean {
    const known = this.#jobs.delete(job);
    if (known && this.#jobs.size === 0) this.#crew.waiting?.(false);
    return known;
  }
}

const aborted = (signal: MapOptions<unknown>['signal']): Error =>
  createError('ABORTED', 'The signal of this map fired', {}, signal?.reason);
