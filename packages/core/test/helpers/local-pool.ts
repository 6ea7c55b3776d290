import { type MapOptions, type Pool, SerialPool, type Task } from '@epsie/core';

/** A pool in this process that states to have some workers, so that a sampler makes as many groups of chains. */
export class LocalPool implements Pool {
  readonly local = true;
  readonly size: number;
  /** The number of items of each map. */
  readonly maps: number[] = [];
  readonly #pool = new SerialPool();

  constructor(size: number) {
    this.size = size;
  }

  map<I, O>(task: Task<I, O>, items: Iterable<I>, options?: MapOptions<O>): Promise<O[]> {
    const all = [...items];
    this.maps.push(all.length);
    return this.#pool.map(task, all, options);
  }
}
