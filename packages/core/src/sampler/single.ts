import type { ChainState } from '../chain/state.ts';
import { expected, expectInteger } from '../checks/validate.ts';
import { rangeError } from '../errors/wrong-use.ts';
import { Block } from '../history/block.ts';
import { checkModel } from '../model/check-model.ts';
import type { Model, ModelObject } from '../model/model.ts';
import { priorOf } from '../model/portable.ts';
import { toModelObject } from '../model/to-model-object.ts';
import { agreeOnLadder, partsBetweenAgreements, sharesLadder } from '../tempering/agreement.ts';
import type { TemperedChainState } from '../tempering/state.ts';
import type { Configuration } from './configuration.ts';
import { checkModelForProposals } from './model-checks.ts';
import { type CommonOptions, resolveConfiguration } from './options.ts';
import { blockShape, type ChainSegment, Runner } from './run/runner.ts';
import { chainStreams, startRandoms } from './start/chain-streams.ts';
import { checkRestart, type StartOptions } from './start/restart.ts';
import { drawnBy, readStart } from './start/start.ts';
import { startChain } from './start/start-task.ts';
import { type Advance, type AnyChain, ChainSet } from './state/chain-set.ts';
import { Inspectable } from './views/inspectable.ts';
import type { Arrange } from './views/sample-views.ts';
import { type Summary, summaryOf } from './views/summary.ts';

/** Options of a single chain. */
export type ChainOptions<P extends string> = CommonOptions<P> & {
  /** Index of the chain in a sampler with this seed, whose numbers it reproduces. Default 0. */
  readonly chain?: number;
};

/** Names of the options in {@link ChainOptions}. */
export const CHAIN_OPTIONS = ['parameters', 'model', 'proposals', 'seed', 'chain'] as const;

const LADDER_OF_ALL =
  '0 with a ladder that all chains of a sampler share (it depends on the other chains as well; with `shared: false` each has its own)';

/**
 * Base class of {@link Chain} and {@link ParallelTemperedChain}: one chain in this process, synchronous. It has the
 * properties of a sampler, without the index of the chain. `Column`, `Flags`, `Current` and `Start` are single values, or
 * arrays by temperature.
 */
export abstract class SingleChain<
  P extends string,
  State extends ChainState | TemperedChainState,
  Column,
  Flags,
  Current,
  Start,
> extends Inspectable<P, State, Column, Flags, Current> {
  readonly #model: Model<string>;
  readonly #chain: number;

  /** @internal */
  protected constructor(options: ChainOptions<P>, tempering?: Configuration['tempering']) {
    const configuration = resolveConfiguration(options, tempering);
    checkModel(options.model, 'Expected `model` to be');
    checkModelForProposals(configuration, options.model as unknown as Model<string>);
    const chain = expectInteger('chain', options.chain ?? 0, 0);
    if (chain > 0 && sharesLadder(tempering)) throw rangeError(expected('chain', LADDER_OF_ALL, chain));
    const set = new ChainSet(configuration, 1, options.seed);
    super(set, arrangements(set));
    this.#chain = chain;
    this.#model = options.model as unknown as Model<string>;
  }

  /**
   * Evaluates the start point and creates the chain. Without an argument the point is drawn from the prior that the model declares,
   * or by its `samplePrior`, as that of a sampler.
   *
   * @param options `{ restart: true }` to start over; without it, a chain that was started or restored throws
   * @throws EpsieError `START_REJECTED` for a point that no chain can start from, `MODEL_FAILED` if the model fails there
   */
  start(position?: Start, options: StartOptions = {}): void {
    const { set, parameters } = this;
    checkRestart(set, options);
    const { configuration } = set;
    const given = position === undefined ? undefined : withChainIndex(position, set);
    const points = readStart(given, configuration, 1, priorOf(this.#model))?.[0];
    const common = { parameters, proposals: configuration.proposals, chain: this.#chain };
    const start =
      points === undefined ? { randoms: startRandoms(this.seed, this.#chain, set.levels) } : { positions: points };
    const started = startChain({ ...common, ...start }, toModelObject(this.#model));
    const streams = chainStreams(this.seed, this.#chain, configuration.tempering);
    const drawn = points === undefined ? drawnBy(this.#model) : undefined;
    this.set.start([started], [streams], drawn);
    this.refreshViews();
  }

  /**
   * Advances the chain by `iterations`, one by default.
   *
   * @throws EpsieError `MODEL_FAILED`; the chain keeps the state from before the call
   */
  step(iterations = 1): void {
    expectInteger('iterations', iterations, 0);
    const { configuration, iterations: committed } = this.set;
    const model = toModelObject(this.#model);
    const parts: Advance[] = [];
    let [state, iteration] = [this.set.chains[0] as AnyChain, committed];
    for (const count of partsBetweenAgreements(configuration.tempering, committed, iterations)) {
      const part = this.#advance(state, iteration, count, model);
      parts.push(part);
      state = part.chains[0] as AnyChain;
      iteration += count;
    }
    this.set.commit(parts);
    this.refreshViews();
  }

  /** Advances a state without committing it. A ladder that chains share is that of this chain alone. */
  #advance(state: AnyChain, iteration: number, iterations: number, model: ModelObject<string>): Advance {
    const { configuration, proposalsKey } = this.set;
    const segment: ChainSegment = { configuration, proposalsKey, chain: this.#chain, iteration, iterations, state };
    const runner = new Runner(segment, model);
    try {
      runner.advance(iterations);
      const blocks = [new Block(blockShape(segment), runner.samples)];
      const { unmoved, state: next } = runner;
      const chains = agreeOnLadder(configuration.tempering, iteration, iteration + iterations, [next.value]);
      return { chains, blocks, unmoved: [unmoved], iterations };
    } finally {
      runner.dispose();
    }
  }

  /** @internal */
  protected override summary(): Summary {
    const last = this.set.started ? { currentPositions: this.currentPositions } : {};
    return summaryOf(this.set, { first: { chain: this.#chain }, last });
  }
}

/** Returns the functions that arrange values: as single values; with tempering by temperature. */
function arrangements({ configuration, levels }: ChainSet): [Arrange, Arrange] {
  const tempered = configuration.tempering !== undefined;
  return [
    (get) => (tempered ? Array.from({ length: levels }, (_, level) => get(level, 0)) : get(0, 0)),
    (get) => (tempered ? Float64Array.from({ length: levels }, (_, level) => get(level, 0) as number) : get(0, 0)),
  ];
}

// Adds the chain index that the start positions of a sampler have.
function withChainIndex(position: unknown, { configuration }: ChainSet): unknown {
  if (typeof position !== 'object' || position === null || Array.isArray(position)) return position;
  const entries = Object.entries(position).map(([name, value]: [string, unknown]) => {
    if (configuration.tempering === undefined) return [name, [value]];
    return [
      name,
      Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as number[], (v) => [v]) : value,
    ];
  });
  return Object.fromEntries(entries) as unknown;
}
