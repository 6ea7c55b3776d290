// Declares `Symbol.asyncDispose` and `Disposable` for programs whose `lib` lacks them.
/// <reference lib="esnext.disposable" preserve="true" />
import type { AbortSignalLike } from '../platform/host.ts';
import type { Task } from './task.ts';

/** Options of {@link Pool.map}. */
export type MapOptions<O> = {
  /** Ends the map early: it rejects with an {@link EpsieError} of code `ABORTED`, at once. */
  readonly signal?: AbortSignalLike;
  /** Called for each result as it arrives, in any order. */
  readonly onResult?: (index: number, result: O) => void;
};

/**
 * Anything with a `map`: where the work of a sampler is done. `map` is the only member that must be there.
 *
 * A pool in this process calls `task(item)`. A pool that leaves the process ships `{ module, export }` of the task and
 * the item, both plain data, and calls {@link runTask} there.
 */
export interface Pool {
  /**
   * Applies a task to every item and gives the results in the order of the items. The first task that fails rejects the
   * whole; the pool stays usable. A worker that is lost costs its task one retry on another worker (tasks can be
   * repeated), then the map rejects with an {@link EpsieError} of code `POOL_BROKEN`.
   */
  map<I, O>(task: Task<I, O>, items: Iterable<I>, options?: MapOptions<O>): Promise<O[]>;
  /** How many items can be under way at once, where that is known. */
  readonly size?: number;
  /**
   * `true` for a pool that calls `task(item)` in this process, on the item itself: a sampler then takes a plain function
   * for a model, and items may hold functions. Any other pool gets plain data only.
   */
  readonly local?: boolean;
  /** Ends the workers, within bounded time. A map that is under way, or comes later, rejects with `POOL_BROKEN`. */
  close?(): Promise<void>;
  /** Closes the pool: `await using pool = …`. */
  [Symbol.asyncDispose]?(): Promise<void>;
}

/** A pool that can be closed: `await using pool = await choosePool()`. */
export type ClosablePool = Pool & Required<Pick<Pool, 'size' | 'close' | typeof Symbol.asyncDispose>>;
