import { advance } from '../chain/advance.ts';
import { type CompiledProposal, Level, type LevelContext } from '../chain/level.ts';
import { acquirePoint, type Point, releasePoint } from '../chain/point.ts';
import type { ChainState, TemperedChainState } from '../chain/state.ts';
import { type ErrorData, errorToData } from '../error-data.ts';
import { createError } from '../errors.ts';
import type { BlockShape } from '../history/block.ts';
import { Recorder, STAT_COLUMNS } from '../history/recorder.ts';
import { plainKey } from '../plain.ts';
import { defineTask, type Task, type TaskContext, withTransfer } from '../pool/task.ts';
import { createKernel, loadProposals } from '../proposals/create.ts';
import { Pcg64 } from '../random/pcg64.ts';
import { Random } from '../random/random.ts';
import { advanceTempered, countSweeps } from '../tempering/advance.ts';
import { TemperedLevels } from '../tempering/tempered-levels.ts';
import type { Configuration } from './configuration.ts';
import { isModelFailed, locate, type ModelSource, openModel } from './model-source.ts';

/** The unit of work: advance one chain by some iterations from a state. */
export type AdvanceItem = {
  readonly configuration: Configuration;
  readonly model: ModelSource;
  /** Index of the chain, for messages. */
  readonly chain: number;
  /** Iterations made before. */
  readonly iteration: number;
  /** Iterations to make. */
  readonly iterations: number;
  readonly state: ChainState | TemperedChainState;
};

/** The chain's new state and its samples, or why there are none. */
export type AdvanceResult =
  | { readonly state: ChainState | TemperedChainState; readonly samples: Float64Array }
  | { readonly failure: ErrorData };

/** What {@link advanceTask} drives: both kinds of chain. */
type Runner = {
  readonly recorder: Recorder;
  /** Makes some iterations after `iteration`. */
  advance(iteration: number, iterations: number): void;
  /** Level that is (or was last) at work. */
  temperature(): number;
  state(): ChainState | TemperedChainState;
};

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
    const candidate = acquirePoint(item.configuration.parameters);
    try {
      const runner = await createRunner(item, candidate);
      await drive(runner, item, context);
      const samples = runner.recorder.block.data;
      return withTransfer({ state: runner.state(), samples }, [samples.buffer as ArrayBuffer]);
    } catch (error) {
      if ('object' in item.model || !isModelFailed(error)) throw error;
      return { failure: errorToData(error) };
    } finally {
      releasePoint(candidate);
    }
  },
);

/** What a block of this chain's samples has room for. */
export function blockShape(
  item: Pick<AdvanceItem, 'configuration' | 'iteration' | 'iterations' | 'state'>,
): BlockShape {
  const { configuration, iteration, iterations, state } = item;
  const levels = 'levels' in state ? state.levels : [state];
  const blobs = Object.keys(levels[0]?.blob ?? {}).length;
  const interval = configuration.tempering?.swapInterval ?? 1;
  return {
    levels: levels.length,
    columns: configuration.parameters.length + STAT_COLUMNS + blobs,
    iterations,
    sweeps: countSweeps(levels.length, interval, iteration, iterations),
  };
}

async function drive(runner: Runner, item: AdvanceItem, { signal, pause }: TaskContext): Promise<void> {
  const slice = pause === undefined ? LOOK : PAUSE;
  for (let done = 0; done < item.iterations; done += slice) {
    if (signal?.aborted) throw createError('ABORTED', 'Nobody waits for this chain any more', {});
    advanceSlice(runner, item, done, signal === undefined ? item.iterations : Math.min(slice, item.iterations - done));
    if (signal === undefined) return;
    await pause?.();
  }
}

function advanceSlice(runner: Runner, item: AdvanceItem, done: number, iterations: number): void {
  try {
    runner.advance(item.iteration + done, iterations);
  } catch (error) {
    const iteration = item.iteration + runner.recorder.rows + 1;
    throw locate(error, { chain: item.chain, temperature: runner.temperature(), iteration });
  }
}

async function createRunner(item: AdvanceItem, candidate: Point): Promise<Runner> {
  const { configuration, iteration, state, chain } = item;
  const { tempering } = configuration;
  const model = await openModel(item.model, { chain, temperature: 0, iteration: iteration + 1, position: {} });
  const proposals = await compile(configuration);
  const random = new Random(new Pcg64(state.random));
  const context: LevelContext = { proposals, model, random, candidate };
  const recorder = new Recorder(blockShape(item));
  if (tempering === undefined || !('levels' in state)) return single(context, state as ChainState, recorder);
  return tempered(new TemperedLevels(context, state, tempering), recorder);
}

function single(context: LevelContext, state: ChainState, recorder: Recorder): Runner {
  const level = new Level(context, state, 1);
  return {
    recorder,
    advance: (_iteration, iterations) => advance(level, iterations, recorder),
    temperature: () => 0,
    state: () => ({ ...level.state, random: context.random.state }),
  };
}

function tempered(chain: TemperedLevels, recorder: Recorder): Runner {
  return {
    recorder,
    advance: (iteration, iterations) => advanceTempered(chain, iteration, iterations, recorder),
    temperature: () => chain.current,
    state: () => chain.state,
  };
}

const compiled = new Map<string, readonly CompiledProposal[]>();
const MAX_COMPILED = 16;

/** Kernels of a configuration, made once per process. */
async function compile({ proposals }: Configuration): Promise<readonly CompiledProposal[]> {
  const key = plainKey(proposals);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  await loadProposals(proposals);
  const result = proposals.map((spec) => ({ spec, kernel: createKernel(spec) }));
  const oldest = compiled.keys().next();
  if (compiled.size >= MAX_COMPILED && !oldest.done) compiled.delete(oldest.value);
  compiled.set(key, result);
  return result;
}
