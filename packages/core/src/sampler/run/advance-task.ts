import type { ChainState } from '../../chain/state.ts';
import { createError } from '../../errors/epsie-error.ts';
import { type ErrorData, errorToData } from '../../errors/error-data.ts';
import { now, yieldToEventLoop } from '../../platform/host.ts';
import { defineTask, type Task, type TaskContext, withTransfer } from '../../pool/task.ts';
import { yieldIfDue } from '../../pool/turns.ts';
import { loadProposals } from '../../proposals/parts.ts';
import type { TemperedChainState } from '../../tempering/state.ts';
import { isModelFailed, type ModelSource, openModel } from './model-source.ts';
import { type ChainSegment, Runner } from './runner.ts';

/** Unit of work: a segment of one chain, with the model. */
export type AdvanceItem = ChainSegment & { readonly model: ModelSource };

/** New state of a chain, its samples and counts of unmoved jumps ({@link Runner.unmoved}). */
export type ChainOutcome = {
  readonly state: ChainState | TemperedChainState;
  readonly samples: Float64Array;
  readonly unmoved: Int32Array;
};

/** Outcome of the chain, or the error of the model. */
export type AdvanceResult =
  | (ChainOutcome & { readonly chain: number })
  | { readonly chain: number; readonly failure: ErrorData };

/** Iterations between two checks of the abort signal. */
const ITERATIONS_PER_SIGNAL_CHECK = 32;
/** Milliseconds that a task on a shared event loop runs before it checks whether to yield, and a limit in iterations. */
const SLICE_MILLISECONDS = 5;
const MAX_SLICE_ITERATIONS = 50_000;

/**
 * Advances one chain with all its temperatures. State in, state and samples out: the same item always yields the same bytes.
 * A failure of the model is returned as a result, since every pool can carry a result, but not every pool an error.
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
    // An item that holds the model itself runs on the event loop of the caller.
    await drive(runner, 'object' in item.model ? { pause: yieldToEventLoop, ...context } : context);
    const { state, samples, unmoved } = runner;
    return withTransfer({ chain, state: state.value, samples, unmoved }, [samples.buffer as ArrayBuffer, state.buffer]);
  } finally {
    runner.dispose();
  }
}

/** Advances a runner to its end. With `pause` the task shares an event loop and yields to it; else it only checks the signal. */
async function drive(runner: Runner, { signal, pause }: TaskContext): Promise<void> {
  const check = (): void => {
    if (signal?.aborted) throw createError('ABORTED', 'Aborted: the run was cancelled', {});
  };
  if (pause !== undefined) return await driveInSlices(runner, pause, check);
  while (runner.remaining > 0) {
    check();
    runner.advance(signal === undefined ? runner.remaining : Math.min(runner.remaining, ITERATIONS_PER_SIGNAL_CHECK));
  }
}

/**
 * Advances in slices of a few milliseconds, and yields to the event loop when that is due. A slice that was too long halves the
 * next one, a short one doubles it.
 */
async function driveInSlices(runner: Runner, pause: () => Promise<void>, check: () => void): Promise<void> {
  const yieldAndCheck = (): Promise<void> | undefined => yieldIfDue(pause)?.then(check);
  check();
  let iterations = 0;
  while (runner.remaining > 0) {
    const began = now();
    // The first iteration shows how long one takes.
    if (iterations === 0) await runner.advanceByLevels(yieldAndCheck);
    else runner.advance(Math.min(runner.remaining, iterations));
    iterations = nextSlice(iterations, now() - began);
    const wait = yieldAndCheck();
    if (wait !== undefined) await wait;
  }
}

/** Returns the iterations of the next slice: 0 for a single one that may yield between its levels. */
function nextSlice(iterations: number, time: number): number {
  if (time > SLICE_MILLISECONDS) return iterations >> 1;
  return Math.min(Math.max(1, 2 * iterations), MAX_SLICE_ITERATIONS);
}
