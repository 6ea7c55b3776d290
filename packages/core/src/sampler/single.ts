import type { ChainState, TemperedChainState } from '../chain/state.ts';
import { Block } from '../history/block.ts';
import { type Model, toModelObject } from '../model/model.ts';
import { checkModel } from '../model/portable.ts';
import { createBitGenerators } from '../random/pcg64.ts';
import { expectInteger } from '../validate.ts';
import { ChainSet } from './chain-set.ts';
import type { Configuration } from './configuration.ts';
import { resolveConfiguration, resolveSeed, type SamplerOptions } from './options.ts';
import type { Acceptance, Stats } from './recorded.ts';
import { blockShape, Runner, type Stretch } from './runner.ts';
import { readStart, startRandoms } from './start.ts';
import { startChain } from './start-task.ts';
import type { SamplerState } from './state.ts';
import { type Arrange, Views } from './views.ts';

/** Options of a single chain. */
export type ChainOptions<P extends string> = Omit<SamplerOptions<P>, 'chains' | 'pool'> & {
  /** Which chain of a sampler with this seed it is: the same numbers. Default 0. */
  readonly chain?: number;
};

/** Names of the options in {@link ChainOptions}. */
export const CHAIN_OPTIONS = ['parameters', 'model', 'proposals', 'seed', 'chain'] as const;

/**
 * What {@link Chain} and {@link ParallelTemperedChain} have in common: one chain in this process, synchronous, with the
 * properties of a sampler without the index of the chain. `Column`, `Flags`, `Current` and `Start` are single values, or
 * arrays by temperature.
 */
export abstract class SingleChain<
  P extends string,
  State extends ChainState | TemperedChainState,
  Column,
  Flags,
  Current,
  Start,
> {
  /** Names of the parameters, in the order of a position. */
  readonly parameters: readonly P[];
  /** @internal */
  protected readonly set: ChainSet;
  readonly #views: Views<P, Column, Flags, Current>;
  readonly #model: Model<string>;
  readonly #chain: number;

  /** @internal */
  protected constructor(options: ChainOptions<P>, tempering?: Configuration['tempering']) {
    const configuration = resolveConfiguration(options, tempering);
    checkModel(options.model, 'Expected `model` to be');
    this.parameters = configuration.parameters as readonly P[];
    this.#model = options.model as unknown as Model<string>;
    this.#chain = expectInteger('chain', options.chain ?? 0, 0);
    this.set = new ChainSet(configuration, 1, resolveSeed(options.seed));
    this.#views = new Views(this.set, this.parameters, ...arrangements(this.set));
  }

  /** The seed, also where none was given. */
  get seed(): bigint {
    return this.set.seed;
  }

  /** Iterations made since the start. */
  get iterations(): number {
    return this.set.iterations;
  }

  /** Iterations made when the history was last cleared. */
  get lastClear(): number {
    return this.set.lastClear;
  }

  /**
   * Evaluates the start point and makes the chain. Without an argument the point is drawn from the model's `samplePrior`.
   *
   * @throws EpsieError `START_REJECTED` for a point that no chain can start from, `MODEL_FAILED` if the model fails there
   */
  start(position?: Start): void {
    const { set, parameters } = this;
    const points =
      position === undefined ? undefined : readStart(withChainIndex(position, set), set.configuration, 1)[0];
    const start =
      points === undefined ? { randoms: startRandoms(this.seed, this.#chain, set.levels) } : { positions: points };
    const levels = startChain({ parameters, chain: this.#chain, ...start }, toModelObject(this.#model));
    const generator = createBitGenerators(this.#chain + 1, this.seed)[this.#chain];
    this.set.start([levels], generator === undefined ? [] : [generator.state]);
    this.#views.refresh();
  }

  /**
   * Advances the chain, by one iteration unless told otherwise.
   *
   * @throws EpsieError `MODEL_FAILED`; the chain stands where it stood before
   */
  step(iterations = 1): void {
    expectInteger('iterations', iterations, 0);
    const { configuration, chains, iterations: iteration } = this.set;
    const stretch: Stretch = { configuration, chain: this.#chain, iteration, iterations, state: chains[0] as State };
    const runner = new Runner(stretch, toModelObject(this.#model));
    try {
      runner.advance(iterations);
      this.set.commit([runner.state], [new Block(blockShape(stretch), runner.samples)], iterations);
    } finally {
      runner.dispose();
    }
    this.#views.refresh();
  }

  /** Forgets the history, keeps the state. */
  clear(): void {
    this.set.clear();
    this.#views.refresh();
  }

  /** Every proposal's adaptive state back to its initial values; the adaptation starts anew at the present step. */
  resetAdaptation(): void {
    this.set.resetAdaptation();
  }

  /** Everything that continuing needs, as plain data of its own: the state of a sampler of one chain. */
  get state(): SamplerState<State> {
    return this.set.state as SamplerState<State>;
  }

  /**
   * Continues from a state.
   *
   * @throws EpsieError `STATE_MISMATCH` that lists what differs
   */
  setState(state: SamplerState<State>): void {
    this.set.state = state;
    this.#views.refresh();
  }

  /** Samples of each parameter since the last clear, as views. */
  get positions(): { readonly [K in P]: Column } {
    return this.#views.positions;
  }

  /** Log likelihood and log prior at the samples. */
  get stats(): Stats<Column> {
    return this.#views.stats;
  }

  /** Acceptance ratio of every step, and whether it was accepted (0 or 1). */
  get acceptance(): Acceptance<Column, Flags> {
    return this.#views.acceptance;
  }

  /** The model's blobs at the samples, if it gives any. */
  get blobs(): { readonly [name: string]: Column } | undefined {
    return this.#views.blobs;
  }

  /** Where the chain is. */
  get currentPositions(): { readonly [K in P]: Current } {
    return this.#views.currentPositions;
  }

  /** Log likelihood and log prior there. */
  get currentStats(): Stats<Current> {
    return this.#views.currentStats;
  }

  /** Blobs there, if the model gives any. */
  get currentBlobs(): { readonly [name: string]: Current } | undefined {
    return this.#views.currentBlobs;
  }

  /** Where the chain started. */
  get startPositions(): { readonly [K in P]: Current } {
    return this.#views.startPositions;
  }
}

/** As it is; with tempering by temperature. */
function arrangements({ configuration, levels }: ChainSet): [Arrange, Arrange] {
  const tempered = configuration.tempering !== undefined;
  return [
    (get) => (tempered ? Array.from({ length: levels }, (_, level) => get(level, 0)) : get(0, 0)),
    (get) => (tempered ? Float64Array.from({ length: levels }, (_, level) => get(level, 0) as number) : get(0, 0)),
  ];
}

// A sampler's start positions have an index for the chain.
function withChainIndex(position: unknown, { configuration }: ChainSet): unknown {
  if (typeof position !== 'object' || position === null) return position;
  const entries = Object.entries(position).map(([name, value]: [string, unknown]) => {
    if (configuration.tempering === undefined) return [name, [value]];
    return [
      name,
      Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as number[], (v) => [v]) : value,
    ];
  });
  return Object.fromEntries(entries) as unknown;
}
