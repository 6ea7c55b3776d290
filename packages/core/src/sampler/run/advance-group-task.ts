import { createError } from '../../errors/epsie-error.ts';
import { type ErrorData, errorToData } from '../../errors/error-data.ts';
import { type BatchCall, batchCallOf } from '../../model/batch/batch-call.ts';
import { yieldToEventLoop } from '../../platform/host.ts';
import { defineTask, type Task, type TaskContext, withTransfer } from '../../pool/task.ts';
import { yieldIfDue } from '../../pool/turns.ts';
import { unlessAborted } from '../../pool/unless-aborted.ts';
import { loadProposals } from '../../proposals/parts.ts';
import type { ChainOutcome } from './advance-task.ts';
import { LockStep } from './lock-step.ts';
import { isModelFailed, type ModelSource, openModel } from './model-source.ts';
import type { ChainSegment } from './runner.ts';

/** Unit of work: a segment of several chains that move in step, with the model. */
export type AdvanceGroupItem = Omit<ChainSegment, 'state'> & {
  readonly model: ModelSource;
  /** Index of the first chain. */
  readonly chain: number;
  /** The states of the chains, in their order. */
  readonly states: readonly ChainSegment['state'][];
};

/** The outcome of each chain, as that of `advanceTask`, or the error of the model. */
export type AdvanceGroupResult =
  | {
      readonly chain: number;
      readonly chains: readonly ChainOutcome[];
    }
  | { readonly chain: number; readonly failure: ErrorData };

/** Advances chains whose model evaluates many points at once. The same item always yields the same bytes. */
export const advanceGroupTask: Task<AdvanceGroupItem, AdvanceGroupResult> = defineTask(
  import.meta.url,
  'advanceGroupTask',
  async (item: AdvanceGroupItem, context: TaskContext = {}): Promise<AdvanceGroupResult> => {
    try {
      return await advanceGroup(item, context);
    } catch (error) {
      if ('object' in item.model || !isModelFailed(error)) throw error;
      return { chain: item.chain, failure: errorToData(error) };
    }
  },
);

async function advanceGroup(item: AdvanceGroupItem, context: TaskContext): Promise<AdvanceGroupResult> {
  const { chain, iteration, states } = item;
  const model = await openModel(item.model, { chain, temperature: 0, iteration: iteration + 1, position: {} });
  await loadProposals(item.configuration.proposals);
  const segments = states.map((state, i): ChainSegment => ({ ...item, chain: chain + i, state }));
  const group = new LockStep(segments, model, batchCallOf(model) as BatchCall);
  try {
    // An item that holds the model itself runs on the event loop of the caller.
    await drive(group, 'object' in item.model ? { pause: yieldToEventLoop, ...context } : context);
    const outcomes = group.runners.map(({ state, samples, unmoved }) => ({ state, samples, unmoved }));
    const chains = outcomes.map(({ state, samples, unmoved }) => ({ state: state.value, samples, unmoved }));
    const buffers = outcomes.flatMap(({ state, samples }) => [samples.buffer as ArrayBuffer, state.buffer]);
    return withTransfer({ chain, chains }, buffers);
  } finally {
    group.dispose();
  }
}

/** Advances chains to the end of their segment. Checks the signal at every batch and yields to a shared event loop when that is due. */
async function drive(group: LockStep, { signal, pause }: TaskContext): Promise<void> {
  group.begin();
  while (!group.done) {
    if (signal?.aborted) throw createError('ABORTED', 'Aborted: the run was cancelled', {});
    const pending = group.evaluate();
    if (pending !== undefined) await unlessAborted(pending, signal);
    group.decide();
    const turn = pause && yieldIfDue(pause);
    if (turn !== undefined) await turn;
  }
}
