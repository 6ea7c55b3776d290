// An adapter of another library of workers: tinypool.

import { createError, type MapOptions, type Pool, type Task } from '@epsie/core';
import { Tinypool } from 'tinypool';

export class TinypoolPool implements Pool {
  readonly size: number;
  readonly #workers: Tinypool;
  #closed = false;

  constructor(threads: number) {
    this.size = threads;
    const filename = new URL('./tinypool-worker.js', import.meta.url).href;
    this.#workers = new Tinypool({ filename, name: 'run', minThreads: threads, maxThreads: threads });
  }

  async map<I, O>(task: Task<I, O>, items: Iterable<I>, { signal, onResult }: MapOptions<O> = {}): Promise<O[]> {
    let over = false;
    const check = () => {
      if (this.#closed) throw createError('POOL_BROKEN', 'This pool was closed', {});
      if (signal?.aborted) throw createError('ABORTED', 'The signal of this map fired', {}, signal.reason);
      if (over) throw new Error('Another item of this map failed');
    };
    const results: O[] = [];
    const queue = [...items].entries();
    const lane = async () => {
      for (const [index, item] of queue) {
        check();
        const result: O = await this.#workers.run({ module: task.module, export: task.export, item });
        check();
        onResult?.(index, result);
        results[index] = result;
      }
    };
    try {
      check();
      await Promise.all(Array.from({ length: this.size }, lane));
      return results;
    } catch (error) {
      check();
      throw error;
    } finally {
      over = true;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#workers.destroy();
  }
}
