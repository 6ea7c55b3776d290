import type { ChainState, TemperedChainState } from '../chain/state.ts';
import { type ErrorData, errorToData } from '../error-data.ts';
import { createError } from '../errors.ts';
import { defineTask, type Task, type TaskContext, withTransfer } from '../pool/task.ts';
import { loadProposals } from '../proposals/create.ts';
import { isModelFailed, type ModelSource, openModel } from './model-source.ts';
import { Runner, type Stretch } from './runner.ts';

/** The unit of work: advance one chain by some iterations from a state. */
export type AdvanceItem = Stretch & { readonly model: ModelSource };

/** The chain's new state and its samples, or why there are none. */
export type AdvanceResult =
  | { readonly chain: number; readonly state: ChainState | TemperedChainState; readonly samples: Float64Array }
  | { readonly chain: number; readonly failure: ErrorData };

/** Iterations between two looks at the abort signal, and between two turns of a shared event loop. */
const LOOK = 32;
const PAUSE = 1000;

/**
 * Advances one chain, all its temperatures together. State in, state and samples out: called twice with the same item it
 * gives the same bytes. A model that fails is a result here, since any pool can carry a result, and not every pool an error.
 */
export const advanceTask: Task<AdvanceItem, AdvanceResult> = defineTask(
  import.meta.url,
  'advanceTask',
  async (item: AdvanceItem, context: TaskContext = {}): Promise<AdvanceResult> => {
    try {
      return await advanceItem(item, context);
    } catch (error) {
      if ('object' in item.model || !isModelFailed(error)) throw error;
      return { chain: item.chain, failure: errorToData(error) };
    }
  },
);

async function advanceItem(item: AdvanceItem, context: TaskContext): Promise<AdvanceResult> {
  const { chain, iteration } = item;
  const model = await openModel(item.model, { chain, temperature: 0, iteration: iteration + 1, position: {} });
  await loadProposals(item.configuration.proposals);
  const runner = new Runner(item, model);
  try {
    await drive(runner, context);
    const { state, samples } = runner;
    return withTransfer({ chain, state: state.value, samples }, [samples.buffer as ArrayBuffer, state.buffer]);
  } finally {
    runner.dispose();
  }
}

async function drive(runner: Runner, { signal, pause }: TaskContext): Promise<void> {
  if (signal === undefined) return runner.advance(runner.left);
  while (runner.left > 0) {
    if (signal.aborted) throw createError('ABORTED', 'Nobody waits for this chain any more', {});
    runner.advance(Math.min(runner.left, pause === undefined ? LOOK : PAUSE));
    if (pause !== undefined) await pause();
  }
}
