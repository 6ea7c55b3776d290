import { Block, type BlockShape, byteLengthOf } from '../../history/block.ts';
import { isAllocationFailure, noRoom } from '../../history/no-room.ts';
import { expectRoom } from '../../history/room.ts';
import type { Model } from '../../model/model.ts';
import type { AbortSignalLike } from '../../platform/host.ts';
import type { Pool } from '../../pool/pool.ts';
import { loadProposals } from '../../proposals/parts.ts';
import { agreeOnLadder, partsBetweenAgreements } from '../../tempering/agreement.ts';
import type { Advance, AnyChain, ChainSet } from '../state/chain-set.ts';
import { type AdvanceGroupItem, type AdvanceGroupResult, advanceGroupTask } from './advance-group-task.ts';
import { type AdvanceItem, advanceTask, type ChainOutcome } from './advance-task.ts';
import { cutInto, evaluatesBatches, groupSizes } from './batched-model.ts';
import { mapChains, modelSource } from './dispatch.ts';
import {
  type Progress,
  type ProgressListener,
  type ReportFinished,
  reportProgress,
  type SegmentPlan,
} from './progress.ts';
import { blockShape } from './runner.ts';

/** Where and how a segment runs. */
export type SegmentRun = {
  readonly pool: Pool;
  readonly model: Model<string>;
  readonly plan: SegmentPlan;
  readonly signal: AbortSignalLike | undefined;
  readonly onProgress: ProgressListener<Progress> | undefined;
};

/**
 * Advances all chains of a set by a segment, over a pool, and commits nothing. Where the chains agree on a ladder, the segment consists
 * of several parts.
 *
 * @returns the parts, in their order
 */
export async function advanceChains(set: ChainSet, run: SegmentRun): Promise<readonly Advance[]> {
  const { configuration, chains, iterations: committed } = set;
  const { iterations } = run.plan;
  const shapeOf = (iteration: number, count: number): BlockShape =>
    blockShape({ configuration, iteration, iterations: count, state: chains[0] as AnyChain });
  const room = shapeOf(committed, iterations);
  expectRoom(room, chains.length);
  await loadProposals(configuration.proposals);
  const model = await modelSource(run.model, run.pool);
  const advance = (await evaluatesBatches(run.model, model, run.pool, run.signal)) ? advanceGroups : advanceEach;
  const report = run.onProgress && reportProgress(run.onProgress, chains.length, run.plan);
  const parts: Advance[] = [];
  let [states, iteration] = [chains, committed];
  try {
    for (const count of partsBetweenAgreements(configuration.tempering, committed, iterations)) {
      const shape = shapeOf(iteration, count);
      const part = { configuration, proposalsKey: set.proposalsKey, model, iteration, iterations: count };
      const onFinished = report?.(shape, iteration - committed);
      const results = await advance({ run, part, states, onFinished, committed });
      const next = results.map(({ state }) => state);
      states = agreeOnLadder(configuration.tempering, iteration, iteration + count, next);
      iteration += count;
      const blocks = results.map(({ samples }) => new Block(shape, samples));
      parts.push({ chains: states, blocks, unmoved: results.map(({ unmoved }) => unmoved), iterations: count });
    }
  } catch (error) {
    throw isAllocationFailure(error)
      ? noRoom(iterations, chains.length, chains.length * byteLengthOf(room), error)
      : error;
  }
  return parts;
}

/** Some iterations of all chains, as tasks of the pool. */
type PartRun = {
  readonly run: SegmentRun;
  readonly part: Omit<AdvanceItem, 'chain' | 'state'>;
  readonly states: readonly AnyChain[];
  readonly onFinished: ReportFinished | undefined;
  readonly committed: number;
};

/** Advances every chain by a task of its own. */
async function advanceEach({ run, part, states, onFinished, committed }: PartRun): Promise<readonly ChainOutcome[]> {
  const items = states.map((state, chain): AdvanceItem => ({ ...part, chain, state }));
  return await mapChains(run.pool, advanceTask, items, run.signal, onFinished, committed);
}

/** Advances the chains in groups, one for each worker, whose chains move in step. */
async function advanceGroups({ run, part, states, onFinished, committed }: PartRun): Promise<readonly ChainOutcome[]> {
  const groups = cutInto(groupSizes(states.length, run.pool), states);
  const items = groups.map(({ first, group }): AdvanceGroupItem => ({ ...part, chain: first, states: group }));
  let finished = 0;
  const onGroup = (_groups: number, result: AdvanceGroupResult): void => {
    if ('chains' in result) for (const outcome of result.chains) onFinished?.(++finished, outcome);
  };
  const results = await mapChains(run.pool, advanceGroupTask, items, run.signal, onGroup, committed);
  return results.flatMap(({ chains }) => chains);
}
