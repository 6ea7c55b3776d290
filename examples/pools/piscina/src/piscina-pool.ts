import { availableParallelism } from 'node:os';
import { createError, errorToData, type MapOptions, type Pool, type Task } from '@epsie/core';
import { type ItemAnswer, type ItemRequest, nameOfTask, schedulePromises } from '@epsie/core/pool-kit';
import { Piscina } from 'piscina';

/** Options of {@link PiscinaPool}. */
export type PiscinaPoolOptions = {
  /** Number of threads. Default: the number of processors available. */
  readonly threads?: number;
};

type Signal = NonNullable<MapOptions<unknown>['signal']>;

/** A pool of threads that piscina manages. */
export class PiscinaPool implements Pool {
  readonly size: number;
  readonly #piscina: Piscina<ItemRequest, ItemAnswer>;
  readonly #scheduler;

  constructor({ threads = availableParallelism() }: PiscinaPoolOptions = {}) {
    this.size = threads;
    const filename = new URL('./worker-entry.cjs', import.meta.url).href;
    // As many as the maximum from the start: threads keep the modules that they imported.
    this.#piscina = new Piscina({ filename, name: 'run', minThreads: threads, maxThreads: threads });
    // A thread that dies while it has no item is replaced, but should not go unnoticed.
    this.#piscina.on('error', (error: Error) => process.emitWarning(error));
    this.#scheduler = schedulePromises(threads, (request, signal) => this.#run(request, signal));
  }

  map<I, O>(task: Task<I, O>, items: Iterable<I>, options?: MapOptions<O>): Promise<O[]> {
    return this.#scheduler.map(task, items, options);
  }

  async close(): Promise<void> {
    this.#scheduler.close(createError('POOL_BROKEN', 'This PiscinaPool was closed: create a new one', {}));
    await this.#piscina.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Runs one item. When the signal fires, piscina ends the thread and starts another one. */
  async #run(request: ItemRequest, signal: Signal): Promise<ItemAnswer> {
    try {
      return await this.#piscina.run(request, { signal });
    } catch (thrown) {
      const error = thrown as Error;
      if (error.name === 'DataCloneError') return notPlain(error, request);
      throw createError('POOL_BROKEN', `A thread of piscina was lost: ${error.message}`, {}, error);
    }
  }
}

/** Returns the answer for an item or a result with functions inside, say. Another thread could not send it either. */
function notPlain({ message }: Error, request: ItemRequest): ItemAnswer {
  const text = `Expected the items and results of ${nameOfTask(request)} to be plain data: ${message}`;
  return { error: errorToData(new TypeError(text)), worker: 'a thread of piscina' };
}
