// Declares `Symbol.asyncDispose` and `Disposable` also for programs whose own `lib` has none.
/// <reference lib="esnext.disposable" preserve="true" />
import { availableParallelism } from 'node:os';
import { type ResourceLimits, workerData } from 'node:worker_threads';
import type { MapOptions, Pool, Task } from '@epsie/core';
import { usageError } from '@epsie/core/checks';
import { type Assignment, printAs, Scheduler, taskFailure } from '@epsie/core/pool-kit';
import { cannotStart, closed, lostTwice } from './failures.ts';
import { isWorkerSetup, type Reply } from '../protocol/messages.ts';
import { checkOptions, type ThreadPoolOptions } from './options.ts';
import { type Loss, WorkerHandle } from './worker-handle.ts';

/** How long `close()` waits for threads to end, in milliseconds. Only native code can hold out that long. */
const CLOSE_LIMIT = 5000;

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
 * import { square } from '../square.js';
 *
 * const pool = new ThreadPool({ threads: 2 });
 * console.log(await pool.map(square, [1, 2, 3])); // [1, 4, 9]
 * await pool.close();
 * ```
 */
export class ThreadPool implements Pool {
  /** How many threads work at once. */
  readonly size: number;
  /** The tasks run in other threads. */
  readonly local = false;
  readonly #resourceLimits: ResourceLimits;
  readonly #workers = new Set<WorkerHandle>();
  readonly #keepAlive: NodeJS.Timeout = setInterval(() => {}, 2 ** 31 - 1).unref();
  readonly #scheduler = new Scheduler<WorkerHandle>({
    workers: this.#workers,
    idle: () => this.#idleWorker(),
    waiting: (on) => (on ? this.#keepAlive.ref() : this.#keepAlive.unref()),
  });
  #started = 0;
  #closing: Promise<void> | undefined;

  /**
   * @param options number of threads, limits of their memory
   * @throws TypeError or RangeError if an option is wrong
   * @throws Error in a worker of another `ThreadPool`: most likely the worker imported the main script of the program
   */
  constructor(options: ThreadPoolOptions = {}) {
    const { threads = availableParallelism(), resourceLimits } = checkOptions(options);
    this.size = threads;
    this.#resourceLimits = { ...resourceLimits };
    if (isWorkerSetup(workerData)) throw nested();
    printAs(this, 'ThreadPool', () => ({ size: this.size, ...this.#status() }));
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
  map<I, O>(task: Task<I, O>, items: Iterable<I>, options: MapOptions<O> = {}): Promise<O[]> {
    return this.#scheduler.map(task, items, options);
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

  #status(): { readonly [name: string]: unknown } {
    if (this.#closing !== undefined) return { closed: true };
    const busy = [...this.#workers].filter(({ assignment }) => assignment !== undefined).length;
    return { started: this.#workers.size, busy };
  }

  #idleWorker(): WorkerHandle | undefined {
    for (const worker of this.#workers) if (worker.idle) return worker;
    return this.#workers.size < this.size ? this.#startWorker() : undefined;
  }

  #startWorker(): WorkerHandle | undefined {
    try {
      const worker = new WorkerHandle(++this.#started, this.#events, this.#resourceLimits);
      this.#workers.add(worker);
      return worker;
    } catch (error) {
      // With a worker at work the maps go on, only slower.
      if (this.#workers.size === 0) this.#scheduler.failAll(cannotStart(error));
      return undefined;
    }
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
      if (assignment === undefined) warnOfIdleLoss(worker.number, loss);
      else this.#scheduler.retry(assignment, () => lostTwice(loss, worker.number, assignment));
      this.#scheduler.dispatch();
    },
  };

  async #close(): Promise<void> {
    this.#scheduler.close(closed());
    clearInterval(this.#keepAlive);
    await atMost(CLOSE_LIMIT, Promise.all([...this.#workers].map((worker) => worker.terminate())));
    this.#workers.clear();
  }
}

const nested = (): Error =>
  usageError(
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
