// Declares `Symbol.asyncDispose` and `Disposable` for programs whose `lib` lacks them.
/// <reference lib="esnext.disposable" preserve="true" />
import type { MapOptions, Pool, Task } from '@epsie/core';
import { type Assignment, printAs, Scheduler, taskFailure } from '@epsie/core/pool-kit';
import { type Reply, WORKER_MARK } from '../protocol/messages.ts';
import { cannotStart, closed, lostTwice, nested, noWorkers } from './failures.ts';
import { checkOptions, type WebWorkerPoolOptions } from './options.ts';
import { type Loss, WorkerHandle } from './worker-handle.ts';

/**
 * A pool of Web Workers: of a page in a browser, of a program in Deno or Bun.
 *
 * Workers start when they are first needed and stay, with the modules they imported. A worker has one item at a time and gets the
 * next one when it is done; concurrent maps share the workers evenly. The pool needs no shared memory, so the server need not send
 * special headers.
 *
 * @example
 * ```ts no-run: Node has no Web Workers
 * // square.ts: a task (or a model) needs a separate module, so that every worker can import it
 * import { defineTask } from '@epsie/core';
 *
 * export const square = defineTask(import.meta.url, 'square', (x: number) => x * x);
 * ```
 *
 * ```ts no-run: Node has no Web Workers
 * // main.ts
 * import { WebWorkerPool } from '@epsie/pool-web-workers';
 * import { square } from './square.js';
 *
 * const pool = new WebWorkerPool({ workers: 2 });
 * console.log(await pool.map(square, [1, 2, 3])); // [1, 4, 9]
 * await pool.close();
 * ```
 */
export class WebWorkerPool implements Pool {
  /** Maximum number of workers. */
  readonly size: number;
  /** Tasks run in workers. */
  readonly local = false;
  readonly #startTimeLimit: number;
  readonly #workers = new Set<WorkerHandle>();
  readonly #scheduler = new Scheduler<WorkerHandle>({ workers: this.#workers, acquire: () => this.#acquire() });
  /** Number of workers to use: less than `size` once one could not be started beside others. */
  #limit: number;
  #started = 0;
  #closed = false;

  /**
   * @param options number of workers, and how long they may load
   * @throws TypeError or RangeError if an option is invalid
   * @throws Error on Node, which has no Web Workers, and inside a worker of another `WebWorkerPool`, which most likely imported the main
   *   script of the program
   */
  constructor(options: WebWorkerPoolOptions = {}) {
    const { workers, startTimeLimit } = checkOptions(options);
    if (WORKER_MARK in globalThis) throw nested();
    if (typeof globalThis.Worker !== 'function') throw noWorkers();
    this.size = workers;
    this.#limit = workers;
    this.#startTimeLimit = startTimeLimit;
    printAs(this, 'WebWorkerPool', () => ({ size: this.size, ...this.#status() }));
  }

  /**
   * Applies a task to every item in the workers and resolves with the results in the order of the items.
   *
   * Items and results travel by structured clone; buffers that the task marked with `withTransfer` are moved. If a task throws,
   * the map rejects at once, with an error of the same name, message, fields and causes; the last line of its stack names the
   * worker. The item of a worker that ends is retried once on another one; an item that loses two workers rejects the map with
   * `POOL_BROKEN`, and so does a pool none of whose workers loads. When `signal` fires, the map rejects at once with `ABORTED`;
   * running tasks that pause see it in their context, and a worker still busy a second later is terminated and replaced.
   *
   * @param task from `defineTask`, in a separate module
   * @param items any iterable of plain data
   * @param options signal, and a callback for results as they arrive
   * @throws TypeError if the task has no name, or an item cannot be sent
   */
  map<I, O>(task: Task<I, O>, items: Iterable<I>, options: MapOptions<O> = {}): Promise<O[]> {
    return this.#scheduler.map(task, items, options);
  }

  /**
   * Terminates the workers, even those in an endless loop. Running maps, and all later ones, reject with `POOL_BROKEN`. May be called
   * again.
   */
  async close(): Promise<void> {
    this.#closed = true;
    this.#scheduler.close(closed());
    for (const worker of this.#workers) worker.terminate();
    this.#workers.clear();
  }

  /** Does the same as {@link WebWorkerPool.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #status(): { readonly [name: string]: unknown } {
    if (this.#closed) return { closed: true };
    const busy = [...this.#workers].filter(({ assignment }) => assignment !== undefined).length;
    return { started: this.#workers.size, busy };
  }

  #acquire(): WorkerHandle | undefined {
    for (const worker of this.#workers) if (worker.isIdle) return worker;
    return this.#workers.size < this.#limit ? this.#startWorker() : undefined;
  }

  #startWorker(): WorkerHandle | undefined {
    try {
      const worker = new WorkerHandle(++this.#started, this.#events, this.#startTimeLimit);
      this.#workers.add(worker);
      return worker;
    } catch (error) {
      this.#lackWorker(error instanceof Error ? error.message : String(error), error);
      return undefined;
    }
  }

  /** Ends all maps if no worker is left. With at least one worker they continue, only slower. */
  #lackWorker(why: string, cause?: unknown): void {
    const ready = [...this.#workers].filter(({ isReady }) => isReady).length;
    this.#limit = ready > 0 ? ready : this.size;
    if (ready === 0) this.#scheduler.failAll(cannotStart(why, cause));
  }

  readonly #events = {
    onReply: ({ number }: WorkerHandle, assignment: Assignment, reply: Reply): void => {
      if ('error' in reply) {
        this.#scheduler.fail(assignment, taskFailure(reply.error, `worker ${number}`, assignment.job.task));
      } else {
        this.#scheduler.deliver(assignment, reply.result);
      }
    },

    onLost: (worker: WorkerHandle, assignment: Assignment | undefined, loss: Loss): void => {
      this.#workers.delete(worker);
      if (loss.atStart) this.#lackWorker(`worker ${worker.number} ${loss.what}`, loss.cause);
      if (assignment !== undefined) this.#scheduler.retry(assignment, () => lostTwice(loss, worker.number, assignment));
      this.#scheduler.dispatch();
    },
  };
}
