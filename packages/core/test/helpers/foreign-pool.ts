import { type MapOptions, type Pool, runTask, type Task } from '@epsie/core';

/** A pool that treats its tasks as if they ran in another process: by name, with items and results that were cloned. */
export class ForeignPool implements Pool {
  async map<I, O>(task: Task<I, O>, items: Iterable<I>, { onResult }: MapOptions<O> = {}): Promise<O[]> {
    const results: O[] = [];
    for (const item of items) {
      const { module, export: name } = task;
      const result = structuredClone(await runTask({ module, export: name }, structuredClone(item))) as O;
      onResult?.(results.length, result);
      results.push(result);
    }
    return results;
  }
}
