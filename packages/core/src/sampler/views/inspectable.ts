import type { ChainState, TemperedChainState } from '../../chain/state.ts';
import { clonePlain } from '../../data/plain-data.ts';
import { printAs } from '../../platform/inspect.ts';
import type { Configuration } from '../configuration.ts';
import type { ChainSet } from '../state/chain-set.ts';
import type { SamplerState } from '../state/state.ts';
import type { SamplerWarning } from '../warnings/warning.ts';
import type { Acceptance, Stats } from './recorded.ts';
import type { Summary } from './summary.ts';
import { type Arrange, Views } from './views.ts';

/**
 * What samplers and single chains show of their chains, and do with them between two runs. `Column`, `Flags` and `Current`
 * are single values or arrays: by chain, by temperature, or by temperature and chain.
 */
export abstract class Inspectable<
  P extends string,
  Chain extends ChainState | TemperedChainState,
  Column,
  Flags,
  Current,
> {
  /** Names of the parameters, in the order of a position. */
  readonly parameters: readonly P[];
  /** @internal */
  protected readonly set: ChainSet;
  /** @internal */
  protected readonly views: Views<P, Column, Flags, Current>;

  /** @internal */
  protected constructor(set: ChainSet, [arrange, arrangeNumbers]: readonly [Arrange, Arrange]) {
    this.parameters = set.configuration.parameters as readonly P[];
    this.set = set;
    this.views = new Views(set, this.parameters, arrange, arrangeNumbers);
    printAs(this, this.constructor.name, () => this.summary());
  }

  /** @internal Throws where the chains are at work and must not be changed. */
  protected assertIdle(_name: string): void {}

  /** What the sampler was set to: all that decides its numbers besides model, seed and start. Plain data of its own. */
  get configuration(): Configuration {
    return clonePlain(this.set.configuration);
  }

  /** The seed, also where none was given: the same seed, start and configuration give the same chains. */
  get seed(): bigint {
    return this.set.seed;
  }

  /** Whether the seed was given by the user, not drawn from the entropy of the system. */
  get seedGiven(): boolean {
    return this.set.seedGiven;
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
   * Warnings of what is legal but probably not meant (a ladder without β = 1, a singular covariance), and what the samples since the last
   * clear suffer from: a parameter that no jump moved, chains that accepted nothing. Sentences for people; empty if all is well.
   */
  get warnings(): readonly string[] {
    return this.warningDetails.map(({ message }) => message);
  }

  /** The {@link warnings} as data, for programs. */
  get warningDetails(): readonly SamplerWarning[] {
    return this.set.warnings;
  }

  /** Forgets the history, keeps the state. */
  clear(): void {
    this.assertIdle('clear');
    this.set.clear();
    this.views.refresh();
  }

  /** Every proposal's adaptive state back to its initial values; the adaptation starts anew at the present step. */
  resetAdaptation(): void {
    this.assertIdle('resetAdaptation');
    this.set.resetAdaptation();
  }

  /** Everything that continuing needs, as plain data of its own. */
  get state(): SamplerState<Chain> {
    return this.set.state as SamplerState<Chain>;
  }

  /**
   * Continues from a state: of this object, or of another one that was set to the same. The history is empty afterwards.
   *
   * @throws EpsieError `STATE_MISMATCH` that lists what differs
   */
  setState(state: SamplerState<Chain>): void {
    this.assertIdle('setState');
    this.set.state = state;
    this.views.refresh();
  }

  /**
   * Samples of each parameter since the last clear, as views, not copies: of a sampler `positions.x[chain]`, tempered
   * `positions.x[temperature][chain]`; of a single chain without the index of the chain.
   */
  get positions(): { readonly [K in P]: Column } {
    return this.views.positions;
  }

  /** Log likelihood and log prior at the samples. */
  get stats(): Stats<Column> {
    return this.views.stats;
  }

  /** Acceptance ratio of every step, and whether it was accepted (0 or 1). */
  get acceptance(): Acceptance<Column, Flags> {
    return this.views.acceptance;
  }

  /** The model's blobs at the samples, if it gives any. */
  get blobs(): { readonly [name: string]: Column } | undefined {
    return this.views.blobs;
  }

  /** Where the chains are: of a sampler one number per chain, tempered one array per temperature. */
  get currentPositions(): { readonly [K in P]: Current } {
    return this.views.currentPositions;
  }

  /** Log likelihood and log prior where the chains are. */
  get currentStats(): Stats<Current> {
    return this.views.currentStats;
  }

  /** Blobs where the chains are, if the model gives any. */
  get currentBlobs(): { readonly [name: string]: Current } | undefined {
    return this.views.currentBlobs;
  }

  /** Where the chains started. */
  get startPositions(): { readonly [K in P]: Current } {
    return this.views.startPositions;
  }

  /** @internal What it prints as, by name. */
  protected abstract summary(): Summary;

  /** Returns a summary for `JSON.stringify`, without samples and state. */
  toJSON(): { readonly [name: string]: unknown } {
    return { ...this.summary(), iterations: this.iterations, seed: String(this.seed) };
  }

  /** A line about it. */
  toString(): string {
    const { configuration, iterations, started } = this.set;
    const where = started ? `at iteration ${iterations}` : 'not started';
    return `${this.constructor.name} of ${configuration.parameters.join(', ')}, ${where}`;
  }
}
