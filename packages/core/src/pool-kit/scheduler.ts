import { createError } from '../errors/epsie-error.ts';
import type { MapOptions, Pool } from '../pool/pool.ts';
import type { Task } from '../pool/task.ts';
import { expectTask, itemFailure } from './failures.ts';
import { MapJob } from './map-job.ts';
import type { Assignment, PoolWorker, WorkerSource } from './worker-source.ts';

/**
 * The part of a pool that does not depend on where its workers run. It assigns items to idle workers, shares the workers among
 * concurrent maps, returns results in the order of their items, and ends a map at its first failure or when its signal fires. A
 * worker has one item at a time.
 */
export class Scheduler<W extends PoolWorker> {
  readonly #source: WorkerSource<W>;
  readonly #jobs = new Set<MapJob>();
  #closed: Error | undefined;

  constructor(source: WorkerSource<W>) {
    this.#source = source;
  }

  /**
   * Implements the `map` of a {@link Pool}.
   *
   * @throws TypeError if the task has no name, or an item cannot be sent
   * @throws EpsieError `ABORTED`, and every error with which the pool ends a map
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

  /** Assigns waiting items to idle workers. Call it whenever a worker may have become idle. */
  dispatch(): void {
    for (let job = this.#neediest(); job !== undefined; job = this.#neediest()) {
      const worker = this.#source.acquire();
      if (worker === undefined) return;
      this.#send(worker, job);
    }
  }

  /** Accepts the result of an item. Its worker must already be idle. */
  deliver({ job, index }: Assignment, result: unknown): void {
    job.running--;
    // The worker gets its next item before the caller's code runs.
    this.dispatch();
    if (!this.#jobs.has(job)) return;
    try {
      job.deliver(index, result);
    } catch (error) {
      this.#fail(job, error);
    }
    if (job.complete && this.#remove(job)) job.resolve();
  }

  /** Ends the map of an item with the item's error. Its worker must already be idle. */
  fail({ job }: Assignment, error: unknown): void {
    job.running--;
    this.#fail(job, error);
    this.dispatch();
  }

  /** Queues the item of a lost worker again; the second time, ends its map with the error that `lost` returns. */
  retry({ job, index }: Assignment, lost: () => Error): void {
    job.running--;
    if (this.#jobs.has(job) && !job.retry(index)) this.#fail(job, lost());
  }

  /** Ends all running maps with an error. */
  failAll(error: Error): void {
    for (const job of this.#jobs) this.#fail(job, error);
  }

  /** Ends all running maps, and every later one, with an error. */
  close(error: Error): void {
    this.#closed ??= error;
    this.failAll(error);
  }

  #check(signal: MapOptions<unknown>['signal']): void {
    if (this.#closed !== undefined) throw this.#closed;
    if (signal?.aborted) throw aborted(signal);
  }

  #start(job: MapJob): void {
    if (this.#jobs.size === 0) this.#source.onActive?.(true);
    this.#jobs.add(job);
    this.dispatch();
  }

  /** Returns the map with the fewest running items; among equals, the one served longest ago. */
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
      // To the end of the set: served last.
      this.#jobs.delete(job);
      this.#jobs.add(job);
    } catch (error) {
      this.#fail(job, itemFailure(error, index, job.task));
    }
  }

  #fail(job: MapJob, error: unknown): void {
    if (!this.#remove(job)) return;
    job.reject(error);
    for (const worker of this.#source.workers) if (worker.assignment?.job === job) worker.cancel();
  }

  /** Removes a map from the running ones; returns false if it was not running. */
  #remove(job: MapJob): boolean {
    const wasRunning = this.#jobs.delete(job);
    if (wasRunning && this.#jobs.size === 0) this.#source.onActive?.(false);
    return wasRunning;
  }
}

const aborted = (signal: MapOptions<unknown>['signal']): Error =>
  createError('ABORTED', 'The signal of this map fired', {}, signal?.reason);
