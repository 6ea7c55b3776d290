import { initialProposalState, resetProposalState } from '../../chain/proposal-state.ts';
import type { ChainState, LevelState, ProposalState } from '../../chain/state.ts';
import { clonePlain, plainKey } from '../../data/plain-data.ts';
import { usageError } from '../../errors/wrong-use.ts';
import type { Block } from '../../history/block.ts';
import { ChainHistory } from '../../history/chain-history.ts';
import type { Proposal } from '../../proposals/composites/registry.ts';
import { ladderRuleOf } from '../../tempering/registry.ts';
import { levelsOf, type TemperedChainState } from '../../tempering/state.ts';
import type { Configuration } from '../configuration.ts';
import { resolveSeed } from '../options.ts';
import type { ChainStreams } from '../start/chain-streams.ts';
import { checkBlobNames } from '../start/start.ts';
import { checkStart, type DrawnBy } from '../start/start-checks.ts';
import type { ChainStart, EvaluatedPoint } from '../start/start-points.ts';
import { refuseJson } from '../views/no-json.ts';
import { configurationWarnings } from '../warnings/configuration-warnings.ts';
import { ladderWarnings } from '../warnings/ladder-warnings.ts';
import { RunWarnings } from '../warnings/run-warnings.ts';
import { unreadWarnings } from '../warnings/unread-warnings.ts';
import type { SamplerWarning } from '../warnings/warning.ts';
import { checkState, type SamplerState, STATE_SCHEMA } from './state.ts';

/** State of a chain, with tempering or without. */
export type AnyChain = ChainState | TemperedChainState;

/** Outcome of some iterations of all chains. */
export type Advance = {
  /** The new states. */
  readonly chains: readonly AnyChain[];
  /** The samples of each chain. */
  readonly blocks: readonly Block[];
  /** For each chain, by level and parameter, the jumps that did not move it; −1 if a jump moved it. */
  readonly unmoved: readonly Int32Array[];
  /** Number of iterations. */
  readonly iterations: number;
};

const NO_CHAINS = 'There are no chains yet: call `start(positions)` first, or `setState(state)`';

const STARTING = 'There are no chains yet, since `start` is still running: `await` it first';

/**
 * The chains of a sampler between two runs: their states, their start points and the samples since the last clear. They
 * change together: with a start, a commit or a restored state.
 */
export class ChainSet {
  readonly configuration: Configuration;
  /** Key of the proposals: equal for equal ones. */
  readonly proposalsKey: string;
  /** Number of chains. */
  readonly count: number;
  /** Number of temperatures. */
  readonly levels: number;
  /** Samples since the last clear, per chain. */
  readonly histories: readonly ChainHistory[];
  seed: bigint;
  /** Whether the seed was given rather than drawn from the operating system. */
  readonly seedGiven: boolean;
  /** Whether start points are being evaluated. */
  starting = false;
  /** Iterations since the start. */
  iterations = 0;
  /** Iterations since the start when the histories were last cleared. */
  lastClear = 0;
  readonly #warnings: RunWarnings;
  #chains: readonly AnyChain[] | undefined;
  /** Parameters with a declared prior that the likelihood did not read at the start. */
  #unread: readonly string[] = [];
  #startPoints: readonly (readonly Float64Array[])[] = [];

  /** Creates a set whose chains have not started yet. */
  constructor(configuration: Configuration, count: number, seed: number | bigint | undefined) {
    this.configuration = configuration;
    this.proposalsKey = plainKey(configuration.proposals);
    this.count = count;
    this.levels = configuration.tempering?.betas.length ?? 1;
    this.seed = resolveSeed(seed);
    this.seedGiven = seed !== undefined;
    this.histories = Array.from({ length: count }, () => new ChainHistory());
    this.#warnings = new RunWarnings(configuration, count, this.levels);
  }

  /** Warnings of the configuration, and of the runs since the last clear. */
  get warnings(): readonly SamplerWarning[] {
    const { configuration, iterations } = this;
    return [
      ...configurationWarnings(configuration),
      ...ladderWarnings(configuration, iterations),
      ...unreadWarnings(this.#unread),
      ...this.#warnings.list(this.#chains ?? []),
    ];
  }

  /** The states of the chains. */
  get chains(): readonly AnyChain[] {
    this.requireStarted();
    return this.#chains as readonly AnyChain[];
  }

  /** Whether there are chains: after a start, or with a restored state. */
  get started(): boolean {
    return this.#chains !== undefined;
  }

  /** Throws unless there are chains. */
  requireStarted(): void {
    if (this.started) return;
    throw usageError(this.starting ? STARTING : NO_CHAINS);
  }

  /**
   * Starts the chains, after checking that they can start there.
   *
   * @param streams the generators of each chain
   * @param drawn what the points were drawn by, if they were drawn
   */
  start(starts: readonly ChainStart[], streams: readonly ChainStreams[], drawn: DrawnBy | undefined): void {
    const { parameters, proposals } = this.configuration;
    const points = starts.map(({ levels }) => levels);
    for (const [chain, levels] of points.entries()) {
      for (const [temperature, point] of levels.entries())
        checkStart(point, parameters, proposals, { chain, temperature }, drawn);
    }
    checkBlobNames(points);
    this.#unread = starts.flatMap(({ unread = [] }) => unread);
    this.#warnings.restart();
    const initial = proposals.map((spec) => initialProposalState(spec));
    this.#chains = points.map((levels, chain) => {
      return makeChain(this.configuration, initial, levels, streams[chain] as ChainStreams);
    });
    this.#startPoints = points.map((levels) => levels.map(({ position }) => position.slice()));
    this.#clearAt(0);
  }

  /** Commits the new states and the samples of all chains, of one advance or of several in succession. */
  commit(advances: readonly Advance[]): void {
    for (const { chains, blocks, unmoved, iterations } of advances) {
      this.#chains = chains;
      for (const [chain, block] of blocks.entries()) {
        this.histories[chain]?.append(block);
        this.#warnings.observe(chain, block, unmoved[chain] as Int32Array);
      }
      this.iterations += iterations;
    }
  }

  /** Discards the samples. */
  clear(): void {
    this.#clearAt(this.iterations);
  }

  /** Resets the adaptive state of every proposal; the adaptation starts again at the current step. */
  resetAdaptation(): void {
    const { proposals } = this.configuration;
    const reset = (level: LevelState): LevelState => ({
      ...level,
      proposals: level.proposals.map((state, i) => resetProposalState(proposals[i] as Proposal<string>, state)),
    });
    this.#chains = this.chains.map((chain) =>
      'levels' in chain ? { ...chain, levels: chain.levels.map(reset) } : { ...chain, ...reset(chain) },
    );
  }

  /** Everything needed to resume, as a copy in plain data. */
  get state(): SamplerState {
    return refuseJson({
      schema: STATE_SCHEMA,
      configuration: clonePlain(this.configuration),
      seed: this.seed,
      iterations: this.iterations,
      chains: clonePlain(this.chains),
      startPositions: clonePlain(this.#startPoints),
    });
  }

  set state(state: SamplerState) {
    checkState(state, this.configuration, this.count);
    this.#warnings.restart();
    this.#unread = [];
    this.#chains = clonePlain(state.chains);
    this.#startPoints = clonePlain(state.startPositions);
    this.seed = state.seed;
    this.#clearAt(state.iterations);
  }

  /** Returns one level of one chain. */
  level(chain: number, level: number): LevelState {
    return levelsOf(this.chains[chain] as AnyChain)[level] as LevelState;
  }

  /** Returns the start point of a level. */
  startPoint(chain: number, level: number): Float64Array {
    const point = this.#startPoints[chain]?.[level];
    if (point !== undefined) return point;
    throw usageError(NO_CHAINS);
  }

  /** Returns the inverse temperatures of a chain, coldest first. Before the start, those that it will start with. */
  betas(chain: number): Float64Array {
    if (!this.started) return Float64Array.from(this.configuration.tempering?.betas ?? []);
    return (this.chains[chain] as TemperedChainState).betas.slice();
  }

  /** Names in the model's blobs; empty if it returns no blobs. */
  get blobNames(): readonly string[] {
    return Object.keys(this.level(0, 0).blob ?? {});
  }

  #clearAt(iteration: number): void {
    for (const history of this.histories) history.clear();
    this.#warnings.clear();
    this.iterations = iteration;
    this.lastClear = iteration;
  }
}

/** Returns a chain at its start points, with the initial state of its proposals and of its ladder. */
function makeChain(
  { tempering }: Configuration,
  initial: readonly ProposalState[],
  points: readonly EvaluatedPoint[],
  { random, ...levelRandoms }: ChainStreams,
): AnyChain {
  const levels = points.map((point): LevelState => ({ ...point, proposals: clonePlain(initial) }));
  if (tempering === undefined) return { ...(levels[0] as LevelState), random };
  const betas = Float64Array.from(tempering.betas);
  const ladder =
    tempering.ladder === undefined ? { betas } : ladderRuleOf(tempering.ladder).start(tempering.ladder, betas);
  return { levels, ...ladder, random, ...levelRandoms };
}
