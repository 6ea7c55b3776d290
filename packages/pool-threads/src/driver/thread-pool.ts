// Declares `Symbol.asyncDispose` and `Disposable` for programs whose `lib` lacks them.
/// <reference lib="esnext.disposable" preserve="true" />
import { availableParallelism } from 'node:os';
import { type ResourceLimits, workerData } from 'node:worker_threads';
import type { MapOptions, Pool, Task } from '@epsie/core';
import { usageError } from '@epsie/core/checks';
import { type Assignment, printAs, Scheduler, taskFailure } from '@epsie/core/pool-kit';
import { isWorkerSetup, type Reply } from '../protocol/messages.ts';
import { cannotStart, closed, lostTwice } from './failures.ts';
import { checkOptions, type ThreadPoolOptions } from './options.ts';
import { type Loss, WorkerHandle } from './worker-handle.ts';

/** Time limit of `close()` in milliseconds. Only a thread inside native code takes that long to end. */
const CLOSE_LIMIT = 5000;

/**
 * A pool of worker threads of this process.
 *
 * Threads start when they are first needed and stay, with the modules they imported. A thread has one item at a time and gets the
 * next one when it is done; concurrent maps share the threads evenly. An idle pool lets the process exit; a running map keeps it
 * alive.
 *
 * @example
 * ```ts
 * // square.ts: a task (or a model) needs a separate module, so that every thread can import it
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
  /** Maximum number of threads. */
  readonly size: number;
  /** Tasks run in other threads. */
  readonly local = false;
  readonly #resourceLimits: ResourceLimits;
  readonly #workers = new Set<WorkerHandle>();
  readonly #keepAlive: NodeJS.Timeout = setInterval(() => {}, 2 ** 31 - 1).unref();
  readonly #scheduler = new Scheduler<WorkerHandle>({
    workers: this.#workers,
    acquire: () => this.#acquire(),
    onActive: (active) => (active ? this.#keepAlive.ref() : this.#keepAlive.unref()),
  });
  #started = 0;
  #closing: Promise<void> | undefined;

  /**
   * @param options number of threads and their memory limits
   * @throws TypeError or RangeError if an option is invalid
   * @throws Error inside a worker of another `ThreadPool`, which most likely imported the main script of the program
   */
  constructor(options: ThreadPoolOptions = {}) {
    const { threads = availableParallelism(), resourceLimits } = checkOptions(options);
    this.size = threads;
    this.#resourceLimits = { ...resourceLimits };
    if (isWorkerSetup(workerData)) throw nested();
    printAs(this, 'ThreadPool', () => ({ size: this.size, ...this.#status() }));
  }

  /**
   * Applies a task to every item in the threads and resolves with the results in the order of the items.
   *
   * Items and results travel by structured clone; buffers that the task marked with `withTransfer` are moved. If a task throws,
   * the map rejects at once, with an error of the same name, message, fields and causes; the last line of its stack names the
   * worker. The item of a worker that dies is retried once on another one; an item that loses two workers rejects the map with
   * `POOL_BROKEN`. When `signal` fires, the map rejects at once with `ABORTED`; running tasks see it in their context, and a worker
   * still busy a second later is terminated and replaced.
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
   * Terminates the threads, even those in an endless loop. Running maps, and all later ones, reject with `POOL_BROKEN`. May be called
   * again.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Does the same as {@link ThreadPool.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #status(): { readonly [name: string]: unknown } {
    if (this.#closing !== undefined) return { closed: true };
    const busy = [...this.#workers].filter(({ assignment }) => assignment !== undefined).length;
    return { started: this.#workers.size, busy };
  }

  #acquire(): WorkerHandle | undefined {
    for (const worker of this.#workers) if (worker.isIdle) return worker;
    return this.#workers.size < this.size ? this.#startWorker() : undefined;
  }

  #startWorker(): WorkerHandle | undefined {
    try {
      const worker = new WorkerHandle(++this.#started, this.#events, this.#resourceLimits);
      this.#workers.add(worker);
      return worker;
    } catch (error) {
      // With at least one worker the maps continue, only slower.
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
    'Expected ThreadPool to be created in the main thread, but this is a worker thread of another ThreadPool. Most likely the ' +
      'worker imported the main script along with the model, and ran the program again: move the model to a separate module',
  );

function warnOfIdleLoss(worker: number, loss: Loss): void {
  const warning = usageError(`Worker ${worker} of a ThreadPool ${loss.what} while no task was running`, {
    cause: loss.cause,
  });
  warning.name = 'EpsieWarning';
  process.emitWarning(warning);
}

/** Waits for a promise, at most for a number of milliseconds, and keeps the process alive meanwhile. */
async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
