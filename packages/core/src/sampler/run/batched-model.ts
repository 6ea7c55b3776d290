import { type ErrorData, errorToData } from '../../errors/error-data.ts';
import { batchCallOf } from '../../model/batch/batch-call.ts';
import type { Model } from '../../model/model.ts';
import { isBatched } from '../../model/portable.ts';
import type { AbortSignalLike } from '../../platform/host.ts';
import type { Pool } from '../../pool/pool.ts';
import { defineTask, type Task } from '../../pool/task.ts';
import { mapChains } from './dispatch.ts';
import { isModelFailed, type ModelSource, openModel } from './model-source.ts';

type Item = { readonly chain: number; readonly model: ModelSource };
type Result =
  | { readonly chain: number; readonly batched: boolean }
  | { readonly chain: number; readonly failure: ErrorData };

/** Opens a model and reports whether it evaluates many points at once. */
export const batchedTask: Task<Item, Result> = defineTask(
  import.meta.url,
  'batchedTask',
  async ({ chain, model }: Item): Promise<Result> => {
    try {
      const object = await openModel(model, { chain, temperature: 0, iteration: 0, position: {} });
      return { chain, batched: batchCallOf(object) !== undefined };
    } catch (error) {
      if (!isModelFailed(error)) throw error;
      return { chain, failure: errorToData(error) };
    }
  },
);

const known = new WeakMap<object, boolean>();

/**
 * Returns whether a model evaluates many points at once. Where only its factory knows, and that runs in other processes, one of them is
 * asked, once.
 */
export async function evaluatesBatches(
  model: Model<string>,
  source: ModelSource,
  pool: Pool,
  signal: AbortSignalLike | undefined,
): Promise<boolean> {
  if ('object' in source) return batchCallOf(source.object) !== undefined;
  const batched = isBatched(model) ?? known.get(model);
  if (batched !== undefined) return batched;
  const [result] = await mapChains(pool, batchedTask, [{ chain: 0, model: source }], signal);
  const answer = result?.batched === true;
  known.set(model, answer);
  return answer;
}

/** Chains of a group in a pool of other processes that does not state its size. */
const DEFAULT_GROUP = 8;

/** Returns how many of `count` items form each group: one group for each worker of the pool. */
export function groupSizes(count: number, pool: Pool): readonly number[] {
  const workers = pool.size ?? (pool.local ? 1 : Math.ceil(count / DEFAULT_GROUP));
  const groups = Math.min(count, Math.max(1, Math.floor(workers) || 1));
  const bound = (group: number): number => Math.floor((group * count) / groups);
  return Array.from({ length: groups }, (_, group) => bound(group + 1) - bound(group));
}

/** Cuts a list into groups. Returns them with the index of their first item. */
export function cutInto<T>(sizes: readonly number[], items: readonly T[]): { first: number; group: readonly T[] }[] {
  let first = 0;
  return sizes.map((size) => {
    const group = items.slice(first, first + size);
    first += size;
    return { first: first - size, group };
  });
}
