import { advance } from '../../chain/advance.ts';
import { type CompiledProposal, compileProposal } from '../../chain/compile.ts';
import { Level, type LevelContext } from '../../chain/level.ts';
import { acquirePoint, releasePoint } from '../../chain/point.ts';
import type { ChainState, TemperedChainState } from '../../chain/state.ts';
import { type Packed, packPlain, repackPlain } from '../../data/pack.ts';
import { plainKey } from '../../data/plain-data.ts';
import type { BlockShape } from '../../history/block.ts';
import { numberColumns } from '../../history/columns.ts';
import { Recorder } from '../../history/recorder.ts';
import type { ModelObject } from '../../model/model.ts';
import { Pcg64 } from '../../random/pcg64.ts';
import { Random } from '../../random/random.ts';
import { advanceByLevels, advanceTempered, countSweeps } from '../../tempering/advance.ts';
import { TemperedLevels } from '../../tempering/tempered-levels.ts';
import type { Configuration } from '../configuration.ts';
import { locate } from './model-source.ts';

/** A stretch of one chain. */
export type Stretch = {
  readonly configuration: Configuration;
  /** {@link plainKey} of the proposals, where it is known: making it for every chain of a run would take longer than the run. */
  readonly proposalsKey?: string;
  /** Index of the chain, for messages. */
  readonly chain: number;
  /** Iterations made before. */
  readonly iteration: number;
  /** Iterations to make. */
  readonly iterations: number;
  /** The state to start from; it is copied. */
  readonly state: ChainState | TemperedChainState;
};

/** What the two kinds of chain do in their own ways. */
type Walk = {
  advance(iteration: number, iterations: number): void;
  /** One iteration, with something else between its levels. */
  advanceByLevels(iteration: number, between: () => Promise<void> | undefined): Promise<void>;
  /** Level that is, or was last, at work. */
  temperature(): number;
  readonly levels: readonly Level[];
  state(): ChainState | TemperedChainState;
};

/** Takes one chain through a {@link Stretch}, in one go or in parts. */
export class Runner {
  readonly #stretch: Stretch;
  /** Memory of the state. */
  readonly #buffer: ArrayBuffer;
  readonly #recorder: Recorder;
  readonly #walk: Walk;
  readonly #context: LevelContext;

  /** {@link Runner.dispose} it afterwards. */
  constructor(stretch: Stretch, model: ModelObject<string>) {
    const { configuration } = stretch;
    const { value: state, buffer } = packPlain(stretch.state);
    this.#stretch = stretch;
    this.#buffer = buffer;
    this.#recorder = new Recorder(blockShape(stretch));
    this.#context = {
      model,
      proposals: compile(stretch),
      random: new Random(new Pcg64(state.random)),
      candidate: acquirePoint(configuration.parameters),
    };
    const { tempering } = configuration;
    this.#walk =
      tempering === undefined || !('levels' in state)
        ? single(this.#context, state as ChainState, this.#recorder)
        : tempered(new TemperedLevels(this.#context, state, tempering), this.#recorder);
  }

  /** Iterations that are still to be made. */
  get left(): number {
    return this.#stretch.iterations - this.#recorder.rows;
  }

  /** The samples of the whole stretch. */
  get samples(): Float64Array {
    return this.#recorder.block.data;
  }

  /** For each level and parameter, the jumps that left it where it was; −1 where one moved it. */
  get unmoved(): Int32Array {
    const count = this.#stretch.configuration.parameters.length;
    const { levels } = this.#walk;
    const counts = new Int32Array(levels.length * count);
    for (const [t, level] of levels.entries()) level.countUnmoved(counts.subarray(t * count, (t + 1) * count));
    return counts;
  }

  /** The state of the chain as plain data, which is handed over: the runner must not advance any more. */
  get state(): Packed<ChainState | TemperedChainState> {
    return repackPlain(this.#walk.state(), this.#buffer);
  }

  /**
   * Makes some iterations.
   *
   * @throws EpsieError `MODEL_FAILED` that says where
   */
  advance(iterations: number): void {
    try {
      this.#walk.advance(this.#iteration, iterations);
    } catch (error) {
      throw this.#locate(error);
    }
  }

  /**
   * Makes one iteration that others may interrupt between its levels: for models that take long.
   *
   * @param between what is done after each level; awaited where it returns a promise
   * @throws EpsieError `MODEL_FAILED` that says where, and whatever `between` throws
   */
  async advanceByLevels(between: () => Promise<void> | undefined): Promise<void> {
    try {
      await this.#walk.advanceByLevels(this.#iteration, between);
    } catch (error) {
      throw this.#locate(error);
    }
  }

  /** Iterations made before the next one. */
  get #iteration(): number {
    return this.#stretch.iteration + this.#recorder.rows;
  }

  #locate(error: unknown): unknown {
    const { chain } = this.#stretch;
    return locate(error, { chain, temperature: this.#walk.temperature(), iteration: this.#iteration + 1 });
  }

  /** Gives back what it borrowed. */
  dispose(): void {
    releasePoint(this.#context.candidate);
  }
}

/** What a block of the samples of a stretch has room for. */
export function blockShape({
  configuration,
  iteration,
  iterations,
  state,
}: Pick<Stretch, 'configuration' | 'iteration' | 'iterations' | 'state'>): BlockShape {
  const levels = 'levels' in state ? state.levels : [state];
  const blobs = Object.keys(levels[0]?.blob ?? {}).length;
  const interval = configuration.tempering?.swapInterval ?? 1;
  return {
    levels: levels.length,
    columns: numberColumns(configuration.parameters.length, blobs),
    iterations,
    sweeps: countSweeps(levels.length, interval, iteration, iterations),
    betas: configuration.tempering?.ladder !== undefined,
  };
}

function single(context: LevelContext, state: ChainState, recorder: Recorder): Walk {
  const level = new Level(context, state, 1);
  return {
    advance: (_iteration, iterations) => advance(level, iterations, recorder),
    advanceByLevels: async () => advance(level, 1, recorder),
    temperature: () => 0,
    levels: [level],
    state: () => ({ ...level.state, random: context.random.state }),
  };
}

function tempered(chain: TemperedLevels, recorder: Recorder): Walk {
  return {
    advance: (iteration, iterations) => advanceTempered(chain, iteration, iterations, recorder),
    advanceByLevels: (iteration, between) => advanceByLevels(chain, iteration, recorder, between),
    temperature: () => chain.current,
    levels: chain.levels,
    state: () => chain.state,
  };
}

const compiled = new Map<string, readonly CompiledProposal[]>();
const MAX_COMPILED = 16;

/** Kernels of a configuration, made once per process. */
function compile({ configuration, proposalsKey }: Stretch): readonly CompiledProposal[] {
  const { proposals } = configuration;
  const key = proposalsKey ?? plainKey(proposals);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const result = proposals.map(compileProposal);
  const oldest = compiled.keys().next();
  if (compiled.size >= MAX_COMPILED && !oldest.done) compiled.delete(oldest.value);
  compiled.set(key, result);
  return result;
}
