import { type CompiledProposal, compileProposal } from '../../chain/compile.ts';
import type { Level, LevelContext } from '../../chain/level.ts';
import { acquirePoint, releasePoint } from '../../chain/point.ts';
import type { ChainState } from '../../chain/state.ts';
import { propose, step } from '../../chain/step.ts';
import { type Packed, packPlain, repackPlain } from '../../data/pack.ts';
import { plainKey } from '../../data/plain-data.ts';
import type { BlockShape } from '../../history/block.ts';
import { numberColumns } from '../../history/columns.ts';
import { Recorder } from '../../history/recorder.ts';
import type { ModelObject } from '../../model/model.ts';
import { Pcg64 } from '../../random/pcg64.ts';
import { Random } from '../../random/random.ts';
import { ChainRun, countSweeps } from '../../tempering/chain-run.ts';
import { levelsOf, type TemperedChainState } from '../../tempering/state.ts';
import type { Configuration } from '../configuration.ts';
import { withLocation } from './model-source.ts';

/** A segment of one chain. */
export type ChainSegment = {
  readonly configuration: Configuration;
  /** {@link plainKey} of the proposals, if known: computing it for every chain can take longer than the run. */
  readonly proposalsKey?: string;
  /** Index of the chain, for messages. */
  readonly chain: number;
  /** Iterations before the segment. */
  readonly iteration: number;
  /** Iterations of the segment. */
  readonly iterations: number;
  /** The state to start from; it is copied. */
  readonly state: ChainState | TemperedChainState;
};

/** Execution of a {@link ChainSegment}, in one go or in parts. */
export class Runner {
  readonly #segment: ChainSegment;
  // Numbers of the segment that are read in every iteration: segments are plain data of many shapes, which makes reading them slow.
  readonly #before: number;
  readonly #iterations: number;
  /** Memory of the state. */
  readonly #buffer: ArrayBuffer;
  readonly #recorder: Recorder;
  /** The chain. */
  readonly run: ChainRun;
  readonly #lanes: readonly Lane[];

  /**
   * Creates a runner. Call {@link Runner.dispose} when it is no longer needed.
   *
   * @param lanes candidates and models of the levels that can be in the middle of a step at the same time, of a
   * chain that moves in step with others. Default: a single one
   */
  constructor(segment: ChainSegment, model: ModelObject<string>, lanes?: readonly Lane[]) {
    const { configuration } = segment;
    const { value: state, buffer } = packPlain(segment.state);
    this.#segment = segment;
    this.#before = segment.iteration;
    this.#iterations = segment.iterations;
    this.#buffer = buffer;
    this.#recorder = new Recorder(blockShape(segment));
    this.#lanes = lanes ?? [createLane(segment, model)];
    const proposals = compile(segment);
    const random = new Random(new Pcg64(state.random));
    const levelRandoms = 'levelRandoms' in state ? state.levelRandoms : undefined;
    const randoms = levelRandoms?.map((own) => new Random(new Pcg64(own)));
    const contextOf = (t: number): LevelContext => {
      const { model: evaluated, candidate } = this.#lanes[this.#lanes.length === 1 ? 0 : t] as Lane;
      return { model: evaluated, candidate, proposals, random: randoms?.[t] ?? random };
    };
    this.run = new ChainRun(contextOf, random, state, configuration.tempering);
  }

  /** Iterations that remain. */
  get remaining(): number {
    return this.#iterations - this.#recorder.rows;
  }

  /** Samples of the complete segment. */
  get samples(): Float64Array {
    return this.#recorder.block.data;
  }

  /** For each level and parameter, the jumps that did not move it; −1 if a jump moved it. */
  get unmoved(): Int32Array {
    const count = this.#segment.configuration.parameters.length;
    const { levels } = this.run;
    const counts = new Int32Array(levels.length * count);
    for (const [t, level] of levels.entries()) level.countUnmoved(counts.subarray(t * count, (t + 1) * count));
    return counts;
  }

  /** State of the chain as plain data. It shares memory with the runner, which must not advance afterwards. */
  get state(): Packed<ChainState | TemperedChainState> {
    return repackPlain(this.run.state, this.#buffer);
  }

  /**
   * Advances the chain by some iterations.
   *
   * @throws EpsieError `MODEL_FAILED` with its location
   */
  advance(iterations: number): void {
    try {
      this.run.advance(this.#iteration, iterations, this.#recorder);
    } catch (error) {
      throw this.withLocation(error);
    }
  }

  /**
   * Advances the chain by one iteration with a pause after each level: for slow models.
   *
   * @param pause called after each level; awaited if it returns a promise
   * @throws EpsieError `MODEL_FAILED` with its location, and whatever `pause` throws
   */
  async advanceByLevels(pause: () => Promise<void> | undefined): Promise<void> {
    try {
      await this.run.advanceByLevels(this.#iteration, this.#recorder, pause);
    } catch (error) {
      throw this.withLocation(error);
    }
  }

  /** Ends the iteration, once every level of {@link Runner.run} has made its step. */
  finish(): void {
    this.run.finish(this.#iteration, this.#recorder);
  }

  /** Makes the rest of the step of a single level, ends the iteration, and proposes the next point. */
  turn(level: Level): void {
    step(level);
    const recorder = this.#recorder;
    recorder.record(level, 0);
    recorder.next();
    propose(level);
  }

  /** Iterations before the next one. */
  get #iteration(): number {
    return this.#before + this.#recorder.rows;
  }

  /** Returns a failure of the model with its location in the present iteration; any other error unchanged. */
  withLocation(error: unknown): unknown {
    const { chain } = this.#segment;
    return withLocation(error, { chain, temperature: this.run.current, iteration: this.#iteration + 1 });
  }

  /** Releases the points for candidates. */
  dispose(): void {
    // Backwards, so that a chain that runs alone afterwards gets the point that it had before.
    for (let i = this.#lanes.length - 1; i >= 0; i--) releasePoint((this.#lanes[i] as Lane).candidate);
  }
}

/** The candidate of levels of which one steps at a time, with the model that evaluates it. */
export type Lane = Pick<LevelContext, 'model' | 'candidate'>;

const createLane = ({ configuration }: ChainSegment, model: ModelObject<string>): Lane => ({
  model,
  candidate: acquirePoint(configuration.parameters),
});

/** Returns the shape of the block that holds the samples of a segment. */
export function blockShape({
  configuration,
  iteration,
  iterations,
  state,
}: Pick<ChainSegment, 'configuration' | 'iteration' | 'iterations' | 'state'>): BlockShape {
  const levels = levelsOf(state);
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

const compiled = new Map<string, readonly CompiledProposal[]>();
const MAX_COMPILED = 16;

/** Returns the compiled proposals of a configuration, from a cache of the latest ones. */
function compile({ configuration, proposalsKey }: ChainSegment): readonly CompiledProposal[] {
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
