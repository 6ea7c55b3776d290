import type { Model } from '../../model/model.ts';
import type { Pool } from '../../pool/pool.ts';
import { cutInto, evaluatesBatches, groupSizes } from '../run/batched-model.ts';
import { mapChains, modelSource } from '../run/dispatch.ts';
import type { ChainStart, StartGroupItem, StartPoints } from './start-points.ts';
import { startGroupTask, startTask } from './start-task.ts';

/** Evaluates start points over a pool: those of each chain by a task, or those of groups of chains if the model evaluates batches. */
export async function evaluateStarts(
  model: Model<string>,
  pool: Pool,
  starts: readonly StartPoints[],
): Promise<readonly ChainStart[]> {
  const source = await modelSource(model, pool);
  if (!(await evaluatesBatches(model, source, pool, undefined))) {
    const items = starts.map((start) => ({ ...start, model: source }));
    return await mapChains(pool, startTask, items, undefined);
  }
  const groups = cutInto(groupSizes(starts.length, pool), starts);
  const items = groups.map(({ first, group }): StartGroupItem => ({ model: source, chain: first, starts: group }));
  const results = await mapChains(pool, startGroupTask, items, undefined);
  return results.flatMap(({ chains }) => chains);
}
