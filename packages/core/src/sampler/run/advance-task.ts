import type { ChainState } from '../../chain/state.ts';
import { createError } from '../../errors/epsie-error.ts';
import { type ErrorData, errorToData } from '../../errors/error-data.ts';
import { now, turn } from '../../platform/host.ts';
import { defineTask, type Task, type TaskContext, withTransfer } from '../../pool/task.ts';
import { giveTurn } from '../../pool/turns.ts';
import { loadProposals } from '../../proposals/parts.ts';
import type { TemperedChainState } from '../../tempering/state.ts';
import { isModelFailed, type ModelSource, openModel } from './model-source.ts';
import { type ChainSegment, Runner } from './runner.ts';

/** The unit of work: advance one chain by some iterations from a state. */
export type AdvanceItem = ChainSegment & { readonly model: ModelSource };

/** The chain's new state, its samples and what its jumps left unmoved ({@link Runner.unmoved}), or why there are none. */
export type AdvanceResult =
  | {
      readonly chain: number;
      readonly state: ChainState | TemperedChainState;
      readonly samples: Float64Array;
      readonly unmoved: Int32Array;
    }
  | { readonly chain: number; readonly failure: ErrorData };

/** Iterations between two looks at the abort signal. */
const LOOK = 32;
/** Milliseconds after which a task on a shared event loop looks whether others are waiting for it, and iterations after which it does so anyway. */
const PIECE = 5;
const LARGEST_PIECE = 50_000;

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
    // Where the model itself is, the caller's event loop is too.
    await drive(runner, 'object' in item.model ? { pause: turn, ...context } : context);
    const { state, samples, unmoved } = runner;
    return withTransfer({ chain, state: state.value, samples, unmoved }, [samples.buffer as ArrayBuffer, state.buffer]);
  } finally {
    runner.dispose();
  }
}

async function drive(runner: Runner, { signal, pause }: TaskContext): Promise<void> {
  const check = (): void => {
    if (signal?.aborted) throw createError('ABORTED', 'Nobody waits for this chain any more', {});
  };
  if (pause !== undefined) return await driveGently(runner, pause, check);
  while (runner.left > 0) {
    check();
    runner.advance(signal === undefined ? runner.left : Math.min(runner.left, LOOK));
  }
}

/** Advances in pieces of a few milliseconds, and gives the event loop a turn where one is due. */
async function driveGently(runner: Runner, pause: () => Promise<void>, check: () => void): Promise<void> {
  const between = (): Promise<void> | undefined => giveTurn(pause)?.then(check);
  check();
  let iterations = 0;
  while (runner.left > 0) {
    const began = now();
    // The first iteration shows how long they take.
    if (iterations === 0) await runner.advanceByLevels(between);
    else runner.advance(Math.min(runner.left, iterations));
    iterations = nextPiece(iterations, now() - began);
    const wait = between();
    if (wait !== undefined) await wait;
  }
}

/** Iterations of the next piece: 0 for a single one that may pause between its levels. */
function nextPiece(iterations: number, time: number): number {
  if (time > PIECE) return iterations >> 1;
  return Math.min(Math.max(1, 2 * iterations), LARGEST_PIECE);
}
