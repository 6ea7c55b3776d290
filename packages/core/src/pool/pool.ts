// Declares `Symbol.asyncDispose` and `Disposable` for programs whose `lib` lacks them.
/// <reference lib="esnext.disposable" preserve="true" />
import type { AbortSignalLike } from '../platform/host.ts';
import type { Task } from './task.ts';

/** Options of {@link Pool.map}. */
export type MapOptions<O> = {
  /** Signal that ends the map early: it rejects at once with an {@link EpsieError} of code `ABORTED`. */
  readonly signal?: AbortSignalLike;
  /** Called for each result as it arrives, in any order. */
  readonly onResult?: (index: number, result: O) => void;
};

/**
 * An object with a function `map`, which does the work of a sampler. Only `map` is required.
 *
 * A pool in this process calls `task(item)`. Any other pool sends `{ module, export }` of the task and the item, both plain
 * data, to another process and calls {@link runTask} there.
 */
export interface Pool {
  /**
   * Applies a task to every item and returns the results in the order of the items. The first task that fails rejects the
   * map; the pool stays usable. The task of a lost worker is retried once on another worker (tasks can be repeated); then the
   * map rejects with an {@link EpsieError} of code `POOL_BROKEN`.
   */
  map<I, O>(task: Task<I, O>, items: Iterable<I>, options?: MapOptions<O>): Promise<O[]>;
  /** Number of items that can run at the same time, if known. */
  readonly size?: number;
  /**
   * `true` for a pool that calls `task(item)` in this process, with the item itself: a sampler then accepts a plain function
   * as its model, and items may hold functions. Any other pool receives plain data only.
   */
  readonly local?: boolean;
  /** Ends the workers, within bounded time. Current and later calls of `map` reject with `POOL_BROKEN`. */
  close?(): Promise<void>;
  /** Closes the pool: `await using pool = …`. */
  [Symbol.asyncDispose]?(): Promise<void>;
}

/** A pool that can be closed: `await using pool = await choosePool()`. */
export type ClosablePool = Pool & Required<Pick<Pool, 'size' | 'close' | typeof Symbol.asyncDispose>>;
