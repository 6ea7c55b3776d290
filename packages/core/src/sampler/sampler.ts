import type { ChainState } from '../chain/state.ts';
import { expected, expectInteger, expectOptions } from '../checks/validate.ts';
import { typeError, usageError } from '../errors/wrong-use.ts';
import type { Evaluation, Model, Position } from '../model/model.ts';
import { priorOf } from '../model/portable.ts';
import { type AbortSignalLike, yieldToEventLoop } from '../platform/host.ts';
import type { Pool } from '../pool/pool.ts';
import { loadProposals } from '../proposals/parts.ts';
import type { TemperedChainState } from '../tempering/state.ts';
import type { Configuration } from './configuration.ts';
import { checkModelForProposals } from './model-checks.ts';
import { checkModelForPool, resolveConfiguration, type SamplerOptions } from './options.ts';
import { advanceChains } from './run/advance-chains.ts';
import { isLocalPool } from './run/dispatch.ts';
import { evaluatePoints } from './run/evaluate-points.ts';
import type { Progress, ProgressListener, SegmentPlan } from './run/progress.ts';
import { resolvePool } from './run/resolve-pool.ts';
import { chainStreams, startRandoms } from './start/chain-streams.ts';
import { evaluateStarts } from './start/evaluate-starts.ts';
import { checkRestart, type StartOptions } from './start/restart.ts';
import { drawnBy, readStart } from './start/start.ts';
import { explainElsewhere } from './start/start-elsewhere.ts';
import type { StartPoints } from './start/start-points.ts';
import { ChainSet } from './state/chain-set.ts';
import { Inspectable } from './views/inspectable.ts';
import type { Arrange } from './views/sample-views.ts';
import { poolText, type Summary, summaryOf } from './views/summary.ts';

/** Options of {@link Sampler.run}. */
export type RunOptions = {
  /** Signal that ends the run early: the call rejects with `ABORTED`, and the sampler stays at its last commit. */
  readonly signal?: AbortSignalLike;
  /** Called each time a chain has finished its part of a segment. */
  readonly onProgress?: ProgressListener<Progress>;
};

/** Options of {@link Sampler.stream}. */
export type StreamOptions = RunOptions & {
  /** Total number of iterations. */
  readonly iterations: number;
  /** Iterations between two commits. */
  readonly segment: number;
};

/** A committed part of a run. */
export type Segment = {
  /** Iterations since the start, before this segment. */
  readonly from: number;
  /** Iterations since the start, after this segment. */
  readonly to: number;
};

function checkRunOptions({ signal, onProgress }: RunOptions): void {
  if (signal !== undefined && typeof (signal as Partial<AbortSignalLike> | null)?.addEventListener !== 'function')
    throw typeError(expected('signal', 'an `AbortSignal`', signal));
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw typeError(expected('onProgress', 'a function', onProgress));
}

/**
 * Base class of both samplers, which start, run and resume independent chains over a pool. `Column`, `Flags`, `Current`
 * and `Start` are arrays by chain, or by temperature and chain.
 */
export abstract class Sampler<
  P extends string,
  Chain extends ChainState | TemperedChainState,
  Column,
  Flags,
  Current,
  Start,
> extends Inspectable<P, Chain, Column, Flags, Current> {
  /** Number of chains. */
  readonly chains: number;
  readonly #model: Model<string>;
  readonly #pool: Pool;
  #busy: string | undefined;

  /** @internal */
  protected constructor(options: SamplerOptions<P>, tempering?: Configuration['tempering']) {
    const configuration = resolveConfiguration(options, tempering);
    const chains = expectInteger('chains', options.chains, 1);
    const pool = resolvePool(options.pool);
    checkModelForPool(options.model as unknown as Model<string>, pool);
    checkModelForProposals(configuration, options.model as unknown as Model<string>);
    const set = new ChainSet(configuration, chains, options.seed);
    super(set, arrangements(set));
    this.chains = chains;
    this.#pool = pool;
    this.#model = options.model as unknown as Model<string>;
  }

  /**
   * Evaluates the start points over the pool and creates the chains. Without an argument the points are drawn from the prior that
   * the model declares, or by its `samplePrior`, with separate random streams. From a declared prior, each point is drawn again
   * where the likelihood is 0 or NaN: at most 1000 times, or 100 if it was always NaN.
   *
   * @param options `{ restart: true }` to start over; without it, a sampler that already has chains throws
   * @throws EpsieError `START_REJECTED` for a point that no chain can start from, `MODEL_FAILED` if the model fails there
   */
  async start(positions?: Start, options: StartOptions = {}): Promise<void> {
    await this.#exclusively('start', async () => {
      checkRestart(this.set, options);
      this.set.starting = true;
      try {
        await this.#start(positions);
      } catch (error) {
        throw isLocalPool(this.#pool) ? error : explainElsewhere(error, this.#model);
      } finally {
        this.set.starting = false;
      }
    });
  }

  async #start(positions: Start | undefined): Promise<void> {
    const starts = this.#startPoints(positions);
    await loadProposals(this.set.configuration.proposals);
    const results = await evaluateStarts(this.#model, this.#pool, starts);
    const { tempering } = this.set.configuration;
    const streams = results.map((_, chain) => chainStreams(this.seed, chain, tempering));
    this.set.start(results, streams, positions === undefined ? drawnBy(this.#model) : undefined);
    this.refreshViews();
  }

  /**
   * Advances every chain by `iterations`. All or nothing: if the model fails, the signal fires or a worker is lost, the
   * sampler keeps the state from before the call and can continue. All samples stay in memory until `clear`.
   *
   * @throws EpsieError `MODEL_FAILED`, `ABORTED` or `POOL_BROKEN`
   * @throws RangeError if the samples do not fit into memory, with the bytes that they would take; nothing runs then
   */
  async run(iterations: number, options: RunOptions = {}): Promise<void> {
    expectInteger('iterations', iterations, 0);
    expectOptions('run', options, ['signal', 'onProgress']);
    const segments = this.stream({ ...options, iterations, segment: Math.max(iterations, 1) });
    while (!(await segments.next()).done) {
      // `stream` commits each segment.
    }
  }

  /**
   * Advances every chain segment by segment. After each segment its samples are in the history and the state can be saved.
   * The length of the segments never changes the numbers.
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
    checkRunOptions(options);
    this.assertIdle('run');
    this.set.requireStarted();
    try {
      for (let done = 0; done < iterations; done += segment) {
        const from = this.iterations;
        const count = Math.min(segment, iterations - done);
        await this.#exclusively('run', () => this.#advance({ done, iterations: count, total: iterations }, options));
        // Timers and signals run between segments, even if the chains run in this process.
        if (isLocalPool(this.#pool)) await yieldToEventLoop();
        yield { from, to: from + count };
      }
    } finally {
      options.onProgress?.end?.();
    }
  }

  /**
   * Evaluates the model at points, over the pool, without changing the chains: to test a model where it will run, or to inspect a
   * point again. Outside the prior the log likelihood is NaN.
   *
   * @param points objects with a number for every parameter; NaN for those of inactive components
   * @throws EpsieError `MODEL_FAILED` if the model fails at a point; `chain` is the index of the point
   */
  async evaluate(points: readonly Position<P>[]): Promise<Evaluation[]> {
    this.assertIdle('evaluate');
    return evaluatePoints(this.#model, this.#pool, this.parameters, points as readonly Position<string>[]);
  }

  #startPoints(positions: Start | undefined): StartPoints[] {
    const { set, parameters } = this;
    const { levels, configuration, count } = set;
    const points = readStart(positions, configuration, count, priorOf(this.#model));
    const { proposals } = configuration;
    return Array.from({ length: count }, (_, chain) => {
      const base = { parameters, proposals, chain };
      if (points === undefined) return { ...base, randoms: startRandoms(this.seed, chain, levels) };
      return { ...base, positions: points[chain] as Float64Array[] };
    });
  }

  async #advance(plan: SegmentPlan, { signal, onProgress }: RunOptions): Promise<void> {
    const run = { pool: this.#pool, model: this.#model, plan, signal, onProgress };
    this.set.commit(await advanceChains(this.set, run));
    this.refreshViews();
  }

  async #exclusively(name: string, work: () => Promise<void>): Promise<void> {
    this.assertIdle(name);
    this.#busy = name;
    try {
      await work();
    } finally {
      this.#busy = undefined;
    }
  }

  /** @internal */
  protected override summary(): Summary {
    return summaryOf(this.set, { first: { chains: this.chains }, last: { pool: poolText(this.#pool) } });
  }

  /** @internal */
  protected override assertIdle(name: string): void {
    if (this.#busy === undefined) return;
    throw usageError(
      `\`${name}\` was called while \`${this.#busy}\` of the same sampler is still running: await it first`,
    );
  }
}

/** Returns the functions that arrange values by chain; with tempering by temperature, then chain. */
function arrangements({ configuration, levels, count }: ChainSet): [Arrange, Arrange] {
  const nest = (row: (level: number) => unknown): unknown =>
    configuration.tempering === undefined ? row(0) : Array.from({ length: levels }, (_, level) => row(level));
  return [
    (get) => nest((level) => Array.from({ length: count }, (_, chain) => get(level, chain))),
    (get) => nest((level) => Float64Array.from({ length: count }, (_, chain) => get(level, chain) as number)),
  ];
}
