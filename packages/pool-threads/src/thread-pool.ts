import { availableParallelism } from 'node:os';
import { type ResourceLimits, workerData } from 'node:worker_threads';
import { createError, type ErrorData, type MapOptions, type Pool, type Task } from '@epsie/core';
import { cannotStart, closed, itemFailure, lostTwice, taskFailure } from './failures.ts';
import { MapJob } from './map-job.ts';
import { isWorkerSetup, type Reply } from './messages.ts';
import { expectTask, expectThreads, type ThreadPoolOptions } from './options.ts';
import { type Loss, WorkerHandle } from './worker-handle.ts';

/** How long `close()` waits for threads to end, in milliseconds. Only native code can hold out that long. */
const CLOSE_LIMIT = 5000;

type Assignment = { readonly job: MapJob; readonly index: number };
type Handle = WorkerHandle<Assignment>;

/**
 * A pool of worker threads of this process.
 *
 * Threads start when they are first needed and then stay, with the modules that they imported. A thread has one item at
 * a time and gets the next one when it is done; several maps at once share the threads evenly. An idle pool lets the
 * process end; a map that is under way keeps it alive.
 *
 * @example
 * ```ts
 * // square.ts: a task (or a model) lives in a module of its own, so that any thread can import it
 * import { defineTask } from '@epsie/core';
 *
 * export const square = defineTask(import.meta.url, 'square', (x: number) => x * x);
 * ```
 *
 * ```ts
 * // main.ts
 * import { ThreadPool } from '@epsie/pool-threads';
 * import { square } from './square.js';
 *
 * const pool = new ThreadPool({ threads: 2 });
 * console.log(await pool.map(square, [1, 2, 3])); // [1, 4, 9]
 * await pool.close();
 * ```
 */
export class ThreadPool implements Pool {
  /** How many threads work at once. */
  readonly size: number;
  readonly #resourceLimits: ResourceLimits;
  readonly #workers = new Set<Handle>();
  readonly #jobs = new Set<MapJob>();
  readonly #keepAlive: NodeJS.Timeout = setInterval(() => {}, 2 ** 31 - 1).unref();
  #started = 0;
  #closing: Promise<void> | undefined;

  /**
   * @param options number of threads, limits of their memory
   * @throws TypeError or RangeError if an option is wrong
   * @throws Error in a worker of another `ThreadPool`: most likely the worker imported the main script of the program
   */
  constructor(options: ThreadPoolOptions = {}) {
    this.size = expectThreads(options) ?? availableParallelism();
    this.#resourceLimits = { ...options.resourceLimits };
    if (isWorkerSetup(workerData)) throw nested();
  }

  /**
   * Applies a task to every item, in the threads, and gives the results in the order of the items.
   *
   * Items and results travel by structured clone; buffers that the task marked with `withTransfer` are moved. What a task
   * throws rejects the map at once, as an error of the same name, message, fields and causes whose stack ends with the
   * number of the worker. A worker that dies costs its item one retry on another; an item that loses two workers rejects
   * the map with `POOL_BROKEN`. When `signal` fires the map rejects at once with `ABORTED`. Tasks under way are told
   * through their context; a worker that is not back a second later is ended and replaced.
   *
   * @param task made by `defineTask`, in a module of its own
   * @param items any iterable of plain data
   * @param options signal, and who wants to see results as they arrive
   * @throws TypeError if the task has no name, or an item cannot be sent
   */
  async map<I, O>(task: Task<I, O>, items: Iterable<I>, options: MapOptions<O> = {}): Promise<O[]> {
    const { signal, onResult } = options;
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

  /**
   * Ends the threads, also those in an endless loop. Maps that are under way reject with `POOL_BROKEN`, and so do later
   * ones. May be called again.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The same as {@link ThreadPool.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #check(signal: MapOptions<unknown>['signal']): void {
    if (this.#closing !== undefined) throw closed();
    if (signal?.aborted) throw aborted(signal);
  }

  #start(job: MapJob): void {
    this.#jobs.add(job);
    this.#keepAlive.ref();
    this.#dispatch();
  }

  #dispatch(): void {
    for (let job = this.#neediest(); job !== undefined; job = this.#neediest()) {
      const worker = this.#idleWorker();
      if (worker === undefined) return;
      this.#send(worker, job);
    }
  }

  /** The map with the fewest items at work; among equals the one that was served longest ago. */
  #neediest(): MapJob | undefined {
    let neediest: MapJob | undefined;
    for (const job of this.#jobs) {
      if (job.waiting && job.running < (neediest?.running ?? Infinity)) neediest = job;
    }
    return neediest;
  }

  #idleWorker(): Handle | undefined {
    for (const worker of this.#workers) if (worker.idle) return worker;
    return this.#workers.size < this.size ? this.#startWorker() : undefined;
  }

  #startWorker(): Handle | undefined {
    try {
      const worker: Handle = new WorkerHandle(++this.#started, this.#events, this.#resourceLimits);
      this.#workers.add(worker);
      return worker;
    } catch (error) {
      // With a worker at work the map goes on, only slower.
      if (this.#workers.size === 0) for (const job of this.#jobs) this.#fail(job, cannotStart(error));
      return undefined;
    }
  }

  #send(worker: Handle, job: MapJob): void {
    const index = job.take();
    try {
      worker.run({ job, index }, job.task, job.item(index));
      job.running++;
      this.#jobs.delete(job);
      this.#jobs.add(job);
    } catch (error) {
      this.#fail(job, itemFailure(error, index, job.task));
    }
  }

  readonly #events = {
    onReply: (worker: Handle, { job, index }: Assignment, reply: Reply): void => {
      job.running--;
      if ('error' in reply) this.#taskFailed(worker, job, reply.error);
      else this.#deliver(job, index, reply.result);
      this.#dispatch();
    },

    onLost: (worker: Handle, assignment: Assignment | undefined, loss: Loss): void => {
      this.#workers.delete(worker);
      if (assignment === undefined) warnOfIdleLoss(worker.number, loss);
      else this.#itemLost(worker, assignment, loss);
      this.#dispatch();
    },
  };

  #taskFailed(worker: Handle, job: MapJob, error: ErrorData): void {
    this.#fail(job, taskFailure(error, worker.number, job.task));
  }

  #deliver(job: MapJob, index: number, result: unknown): void {
    // Before the caller's code runs, the worker has its next item.
    this.#dispatch();
    if (!this.#jobs.has(job)) return;
    try {
      job.deliver(index, result);
    } catch (error) {
      this.#fail(job, error);
    }
    if (job.complete && this.#forget(job)) job.resolve();
  }

  #itemLost(worker: Handle, { job, index }: Assignment, loss: Loss): void {
    job.running--;
    if (this.#jobs.has(job) && !job.retry(index)) this.#fail(job, lostTwice(loss, worker.number, index, job.task));
  }

  #fail(job: MapJob, error: unknown): void {
    if (!this.#forget(job)) return;
    job.reject(error);
    for (const worker of this.#workers) if (worker.job?.job === job) worker.cancel();
  }

  /** Takes a map out of the running ones; says no if it was not among them. */
  #forget(job: MapJob): boolean {
    const known = this.#jobs.delete(job);
    if (this.#jobs.size === 0) this.#keepAlive.unref();
    return known;
  }

  async #close(): Promise<void> {
    for (const job of this.#jobs) this.#fail(job, closed());
    clearInterval(this.#keepAlive);
    await atMost(CLOSE_LIMIT, Promise.all([...this.#workers].map((worker) => worker.terminate())));
    this.#workers.clear();
  }
}

const aborted = (signal: MapOptions<unknown>['signal']): Error =>
  createError('ABORTED', 'The signal of this map fired', {}, signal?.reason);

const nested = (): Error =>
  new Error(
    'A ThreadPool was made inside a worker thread of another one. Most likely the worker, which imports the module of ' +
      'the model, imported the main script and ran the whole program again: put the model in a module of its own.',
  );

function warnOfIdleLoss(worker: number, loss: Loss): void {
  const warning = new Error(`Worker ${worker} of a ThreadPool ${loss.what}, with no task under way`, {
    cause: loss.cause,
  });
  warning.name = 'EpsieWarning';
  process.emitWarning(warning);
}

/** Waits for some work, but no longer than the limit, and keeps the process alive for that time. */
async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
