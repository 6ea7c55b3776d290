// Declares `Symbol.asyncDispose` and `Disposable` for programs whose `lib` lacks them.
/// <reference lib="esnext.disposable" preserve="true" />
import { createError } from '../errors/epsie-error.ts';
import { yieldToEventLoop } from '../platform/host.ts';
import { printAs } from '../platform/inspect.ts';
import type { MapOptions, Pool } from './pool.ts';
import type { Task } from './task.ts';
import { yieldIfDue } from './turns.ts';

/**
 * A pool that runs every task in this process, one after the other. The default pool of a sampler. It yields to the event loop
 * about every 50 ms, but not during a call of the model.
 *
 * @example
 * ```ts
 * import { defineTask, SerialPool } from '@epsie/core';
 *
 * const double = defineTask(import.meta.url, 'double', (x: number) => 2 * x);
 * await new SerialPool().map(double, [1, 2, 3]); // [2, 4, 6]
 * ```
 */
export class SerialPool implements Pool {
  /** One item at a time. */
  readonly size = 1;
  /** The tasks run in this process. */
  readonly local = true;
  #closed = false;

  /** Opens a pool. */
  constructor() {
    printAs(this, 'SerialPool', () => ({ size: this.size, ...(this.#closed ? { closed: true } : {}) }));
  }

  /** {@inheritDoc Pool.map} */
  async map<I, O>(task: Task<I, O>, items: Iterable<I>, options: MapOptions<O> = {}): Promise<O[]> {
    const { signal, onResult } = options;
    const context = { pause: yieldToEventLoop, ...(signal === undefined ? {} : { signal }) };
    const results: O[] = [];
    for (const item of items) {
      // Otherwise no timer would fire, and nothing could abort the map or close the pool.
      await yieldIfDue(yieldToEventLoop);
      this.#check(signal);
      const result = await task(item, context);
      onResult?.(results.length, result);
      results.push(result);
    }
    this.#check(signal);
    return results;
  }

  /** Closes the pool: no further item starts. */
  async close(): Promise<void> {
    this.#closed = true;
  }

  /** The same as {@link SerialPool.close}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #check(signal: MapOptions<unknown>['signal']): void {
    if (this.#closed) throw createError('POOL_BROKEN', 'This SerialPool was closed: create a new one', {});
    if (signal?.aborted) throw createError('ABORTED', 'The signal of this map fired', {}, signal.reason);
  }
}
