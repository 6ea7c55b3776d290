import { initialProposalState } from '../chain/chain-proposal.ts';
import type { ChainState, LevelState, TemperedChainState } from '../chain/state.ts';
import { Block } from '../history/block.ts';
import type { Model } from '../model/model.ts';
import { clonePlain } from '../plain.ts';
import { type AbortSignalLike, osEntropy, turn } from '../platform.ts';
import type { Pool } from '../pool/pool.ts';
import { coverParameters } from '../proposals/cover.ts';
import { createKernel, loadProposals } from '../proposals/create.ts';
import { createBitGenerators, type Pcg64State } from '../random/pcg64.ts';
import { expectInteger, expectOptions } from '../validate.ts';
import { type AdvanceItem, advanceTask, blockShape } from './advance-task.ts';
import type { Configuration } from './configuration.ts';
import { isLocalPool, mapChains, modelSource } from './dispatch.ts';
import { checkModelForPool, resolveParameters, resolvePool, resolveSeed, type SamplerOptions } from './options.ts';
import { type SampleShape, Samples } from './samples.ts';
import { checkBlobNames, checkStart, readStart, startRandoms } from './start.ts';
import { type EvaluatedPoint, type StartItem, startTask } from './start-task.ts';
import { checkState, type SamplerState, STATE_SCHEMA } from './state.ts';
import { currentByChain, lazyByName } from './views.ts';

/** How far a run is. */
export type Progress = {
  /** Chains that have made all iterations of this segment. */
  readonly finished: number;
  /** Chains in all. */
  readonly chains: number;
};

/** Options of {@link Sampler.run}. */
export type RunOptions = {
  /** Ends the run early: it rejects with `ABORTED`, and the sampler stays at its last commit. */
  readonly signal?: AbortSignalLike;
  /** Called each time a chain has finished its part. */
  readonly onProgress?: (progress: Progress) => void;
};

/** Options of {@link Sampler.stream}. */
export type StreamOptions = RunOptions & {
  /** Iterations in all. */
  readonly iterations: number;
  /** Iterations between two commits. */
  readonly segment: number;
};

/** A part of a run that was committed. */
export type Segment = {
  /** Iterations since the start before it. */
  readonly from: number;
  /** Iterations since the start after it. */
  readonly to: number;
};

/**
 * What both samplers have in common: they start, run and resume chains that are independent of each other, over a pool.
 * `Column` and `Flags` are arrays by chain, or by temperature and chain; so are `Current` and `Start`.
 */
export abstract class Sampler<
  P extends string,
  Chain extends ChainState | TemperedChainState,
  Column,
  Flags,
  Current,
  Start,
> {
  /** Names of the parameters, in the order of a position. */
  readonly parameters: readonly P[];
  /** Number of chains. */
  readonly chains: number;
  /** @internal */
  protected readonly configuration: Configuration;
  /** @internal */
  protected readonly samples: Samples<P, Column, Flags>;
  readonly #shape: SampleShape<P>;
  readonly #model: Model<string>;
  readonly #pool: Pool;
  #chainStates: readonly Chain[] | undefined;
  #startPoints: readonly (readonly Float64Array[])[] = [];
  #seed: bigint;
  #iterations = 0;
  #lastClear = 0;
  #busy: string | undefined;

  /** @internal */
  protected constructor(
    options: SamplerOptions<P>,
    kind: Configuration['kind'],
    tempering?: Configuration['tempering'],
  ) {
    this.parameters = resolveParameters(options.parameters);
    this.chains = expectInteger('chains', options.chains, 1);
    const proposals = coverParameters(this.parameters, options.proposals ?? []);
    this.configuration = {
      kind,
      parameters: this.parameters,
      proposals,
      ...(tempering === undefined ? {} : { tempering }),
    };
    this.#pool = resolvePool(options.pool);
    this.#model = options.model as unknown as Model<string>;
    checkModelForPool(this.#model, this.#pool);
    this.#seed = options.seed === undefined ? osEntropy() : resolveSeed(options.seed);
    const { parameters, chains } = this;
    this.#shape = { parameters, chains, levels: tempering?.betas.length ?? 1, tempered: tempering !== undefined };
    this.samples = new Samples(this.#shape);
  }

  /** @internal A chain that has not moved yet. */
  protected abstract makeChain(levels: readonly LevelState[], random: Pcg64State): Chain;

  /** The seed, also where none was given: the same seed, start and configuration give the same chains. */
  get seed(): bigint {
    return this.#seed;
  }

  /** Iterations made since the start. */
  get iterations(): number {
    return this.#iterations;
  }

  /** Iterations made when the history was last cleared. */
  get lastClear(): number {
    return this.#lastClear;
  }

  /**
   * Evaluates the start points, through the pool, and makes the chains. Without an argument the points are drawn from the
   * model's `samplePrior`, from random streams of their own.
   *
   * @throws EpsieError `START_REJECTED` for a point that no chain can start from, `MODEL_FAILED` if the model fails there
   */
  async start(positions?: Start): Promise<void> {
    await this.#exclusively('start', async () => {
      const points = positions === undefined ? undefined : readStart(positions, this.#shape);
      await loadProposals(this.configuration.proposals);
      const results = await mapChains(this.#pool, startTask, await this.#startItems(points), undefined);
      const chains = results.map(({ levels }, chain) => this.#acceptStart(levels, chain));
      checkBlobNames(chains);
      const generators = createBitGenerators(this.chains, this.#seed);
      this.#chainStates = chains.map((levels, c) => this.makeChain(levels, generators[c]?.state as Pcg64State));
      this.#startPoints = chains.map((levels) => levels.map(({ position }) => position.slice()));
      this.#forgetBefore(0);
    });
  }

  /**
   * Advances every chain by `iterations`. All or nothing: where the model fails, the signal fires or a worker is lost, the
   * sampler stands where it stood before, and can go on.
   *
   * @throws EpsieError `MODEL_FAILED`, `ABORTED` or `POOL_BROKEN`
   */
  async run(iterations: number, options: RunOptions = {}): Promise<void> {
    expectInteger('iterations', iterations, 0);
    expectOptions('run', options, ['signal', 'onProgress']);
    const segments = this.stream({ ...options, iterations, segment: Math.max(iterations, 1) });
    while (!(await segments.next()).done) {
      // The stream commits.
    }
  }

  /**
   * Advances every chain segment by segment. After each the history holds it, and the state can be saved; the length of
   * the segments never changes the numbers.
   *
   * @example
   * ```ts
   * import { MetropolisHastingsSampler } from '@epsie/core';
   *
   * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
   * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
   * await sampler.start({ x: [0, 1] });
   * for await (const { to } of sampler.stream({ iterations: 1000, segment: 500 })) {
   *   console.log(to, sampler.currentPositions.x);
   * }
   * ```
   */
  async *stream(options: StreamOptions): AsyncGenerator<Segment, void, undefined> {
    expectOptions('stream', options, ['iterations', 'segment', 'signal', 'onProgress']);
    const iterations = expectInteger('iterations', options.iterations, 0);
    const segment = expectInteger('segment', options.segment, 1);
    this.#requireChains();
    for (let done = 0; done < iterations; done += segment) {
      const from = this.#iterations;
      const count = Math.min(segment, iterations - done);
      await this.#exclusively('run', () => this.#advance(count, options));
      // Timers and signals get a turn between segments, also where the chains run in this process.
      if (isLocalPool(this.#pool)) await turn();
      yield { from, to: from + count };
    }
  }

  /** Forgets the history, keeps the state. */
  clear(): void {
    this.#assertIdle('clear');
    this.#forgetBefore(this.#iterations);
  }

  /** Every proposal's adaptive state back to its initial values; the adaptation starts anew at the present step. */
  resetAdaptation(): void {
    this.#assertIdle('resetAdaptation');
    const initial = this.configuration.proposals.map((spec) => initialProposalState(spec, createKernel(spec)));
    const reset = (level: LevelState): LevelState => ({
      ...level,
      proposals: level.proposals.map(({ steps }, i) => {
        const ownSteps = Math.floor(steps / (this.configuration.proposals[i]?.jumpInterval ?? 1));
        return { ...clonePlain(initial[i]), steps, start: Math.max(1, ownSteps) };
      }),
    });
    this.#chainStates = this.#requireChains().map((chain) =>
      'levels' in chain ? { ...chain, levels: chain.levels.map(reset) } : ({ ...chain, ...reset(chain) } as Chain),
    );
  }

  /** Everything that continuing needs, as plain data of its own. */
  get state(): SamplerState<Chain> {
    return {
      schema: STATE_SCHEMA,
      configuration: clonePlain(this.configuration),
      seed: this.#seed,
      iterations: this.#iterations,
      chains: clonePlain(this.#requireChains()),
      startPositions: clonePlain(this.#startPoints),
    };
  }

  /**
   * Continues from a state: of this sampler, or of another one that was set to the same. The history is empty afterwards.
   *
   * @throws EpsieError `STATE_MISMATCH` that lists what differs
   */
  setState(state: SamplerState<Chain>): void {
    this.#assertIdle('setState');
    checkState(state, this.configuration, this.chains);
    this.#chainStates = clonePlain(state.chains);
    this.#startPoints = clonePlain(state.startPositions);
    this.#seed = state.seed;
    this.#iterations = state.iterations;
    this.#forgetBefore(state.iterations);
  }

  /** Samples of each parameter since the last clear, as views: `positions.x[chain]`, tempered `positions.x[temperature][chain]`. */
  get positions(): { readonly [K in P]: Column } {
    return this.samples.positions;
  }

  /** Log likelihood and log prior at the samples. */
  get stats(): { readonly logLikelihood: Column; readonly logPrior: Column } {
    return this.samples.stats;
  }

  /** Acceptance ratio of every step, and whether it was accepted (0 or 1). */
  get acceptance(): { readonly ratio: Column; readonly accepted: Flags } {
    return this.samples.acceptance;
  }

  /** The model's blobs at the samples, if it gives any. */
  get blobs(): { readonly [name: string]: Column } | undefined {
    const names = this.#blobNames();
    return names.length === 0 ? undefined : this.samples.blobs(names);
  }

  /** Where the chains are: one number per chain, tempered one array per temperature. */
  get currentPositions(): { readonly [K in P]: Current } {
    return lazyByName(this.parameters, (i) => this.#current(({ position }) => position[i] as number));
  }

  /** Log likelihood and log prior where the chains are. */
  get currentStats(): { readonly logLikelihood: Current; readonly logPrior: Current } {
    return {
      logLikelihood: this.#current(({ logLikelihood }) => logLikelihood),
      logPrior: this.#current(({ logPrior }) => logPrior),
    };
  }

  /** Blobs where the chains are, if the model gives any. */
  get currentBlobs(): { readonly [name: string]: Current } | undefined {
    const names = this.#blobNames();
    if (names.length === 0) return undefined;
    return lazyByName(names, (i) => this.#current(({ blob }) => blob?.[names[i] as string] as number));
  }

  /** Where the chains started. */
  get startPositions(): { readonly [K in P]: Current } {
    this.#requireChains();
    return lazyByName(this.parameters, (i) =>
      this.#byChain((level, chain) => this.#startPoints[chain]?.[level]?.[i] as number),
    );
  }

  /** @internal */
  protected get chainStates(): readonly Chain[] {
    return this.#requireChains();
  }

  async #startItems(points: readonly (readonly Float64Array[])[] | undefined): Promise<StartItem[]> {
    const { parameters, levels } = this.#shape;
    const model = await modelSource(this.#model, this.#pool);
    return Array.from({ length: this.chains }, (_, chain) => ({
      parameters,
      model,
      chain,
      ...(points === undefined
        ? { randoms: startRandoms(this.#seed, chain, levels) }
        : { positions: points[chain] as Float64Array[] }),
    }));
  }

  #acceptStart(points: readonly EvaluatedPoint[], chain: number): LevelState[] {
    const { proposals } = this.configuration;
    return points.map((point, temperature) => {
      checkStart(point, this.parameters, proposals, { chain, temperature });
      return { ...point, proposals: proposals.map((spec) => initialProposalState(spec, createKernel(spec))) };
    });
  }

  async #advance(iterations: number, { signal, onProgress }: RunOptions): Promise<void> {
    const { configuration, chains } = this;
    await loadProposals(configuration.proposals);
    const model = await modelSource(this.#model, this.#pool);
    const items = this.#requireChains().map(
      (state, chain): AdvanceItem => ({ configuration, model, chain, iteration: this.#iterations, iterations, state }),
    );
    const report = onProgress && ((finished: number) => onProgress({ finished, chains }));
    const results = await mapChains(this.#pool, advanceTask, items, signal, report);
    const blocks = results.map(({ samples }, chain) => new Block(blockShape(items[chain] as AdvanceItem), samples));
    this.#chainStates = results.map(({ state }) => state as Chain);
    this.samples.append(blocks);
    this.#iterations += iterations;
  }

  #current(get: (level: LevelState) => number): Current {
    const chains = this.#requireChains();
    return this.#byChain((level, chain) => {
      const state = chains[chain] as Chain;
      return get('levels' in state ? (state.levels[level] as LevelState) : (state as ChainState));
    });
  }

  #byChain(get: (level: number, chain: number) => number): Current {
    const { tempered, levels, chains } = this.#shape;
    return currentByChain(tempered, levels, chains, get) as Current;
  }

  #blobNames(): readonly string[] {
    const [first] = this.#requireChains();
    const level = first !== undefined && 'levels' in first ? first.levels[0] : (first as ChainState | undefined);
    return Object.keys(level?.blob ?? {});
  }

  #forgetBefore(iteration: number): void {
    this.samples.clear();
    this.#iterations = iteration;
    this.#lastClear = iteration;
  }

  #requireChains(): readonly Chain[] {
    if (this.#chainStates !== undefined) return this.#chainStates;
    throw new Error(
      'This sampler has no chains yet: `await sampler.start(positions)` first, or `sampler.setState(state)`',
    );
  }

  async #exclusively(name: string, work: () => Promise<void>): Promise<void> {
    this.#assertIdle(name);
    this.#busy = name;
    try {
      await work();
    } finally {
      this.#busy = undefined;
    }
  }

  #assertIdle(name: string): void {
    if (this.#busy === undefined) return;
    throw new Error(
      `\`${name}\` was called while \`${this.#busy}\` of the same sampler is under way: await that first`,
    );
  }
}
