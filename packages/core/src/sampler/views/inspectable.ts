import type { ChainState } from '../../chain/state.ts';
import { clonePlain } from '../../data/plain-data.ts';
import { printAs } from '../../platform/inspect.ts';
import type { TemperedChainState } from '../../tempering/state.ts';
import type { Configuration } from '../configuration.ts';
import type { ChainSet } from '../state/chain-set.ts';
import type { SamplerState } from '../state/state.ts';
import type { SamplerWarning } from '../warnings/warning.ts';
import { type Arrange, SampleViews } from './sample-views.ts';
import type { Summary } from './summary.ts';

/**
 * Common part of samplers and single chains: their samples, settings and state, and what can be done with them between two runs. `Column`,
 * `Flags` and `Current` are single values or arrays: by chain, by temperature, or by temperature and chain.
 */
export abstract class Inspectable<
  P extends string,
  Chain extends ChainState | TemperedChainState,
  Column,
  Flags,
  Current,
> extends SampleViews<P, Column, Flags, Current> {
  /** @internal */
  protected constructor(set: ChainSet, arrangements: readonly [Arrange, Arrange]) {
    super(set, arrangements);
    printAs(this, this.constructor.name, () => this.summary());
  }

  /** @internal Throws while the chains are advancing and must not be changed. */
  protected assertIdle(_name: string): void {}

  /** Settings of the sampler: all that its numbers depend on besides model, seed and start. A copy, as plain data. */
  get configuration(): Configuration {
    return clonePlain(this.set.configuration);
  }

  /** Seed, drawn where none was given: chains of the same seed, start and configuration are bit-identical. */
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
   * Warnings about settings that are legal but probably not meant (a ladder without β = 1, a singular covariance) and about the samples
   * since the last clear: a parameter that no jump moved, chains that accepted nothing. Sentences for people; empty if all is well.
   */
  get warnings(): readonly string[] {
    return this.warningDetails.map(({ message }) => message);
  }

  /** The {@link warnings} as data, for programs. */
  get warningDetails(): readonly SamplerWarning[] {
    return this.set.warnings;
  }

  /** Drops the samples and keeps the state. */
  clear(): void {
    this.assertIdle('clear');
    this.set.clear();
    this.refreshViews();
  }

  /** Resets every proposal's adaptive state to its initial values; adaptation restarts at the present step. */
  resetAdaptation(): void {
    this.assertIdle('resetAdaptation');
    this.set.resetAdaptation();
  }

  /** Everything needed to continue, as plain data: a copy. */
  get state(): SamplerState<Chain> {
    return this.set.state as SamplerState<Chain>;
  }

  /**
   * Continues from a state of this object, or of another one with the same settings. The history is empty afterwards.
   *
   * @throws EpsieError `STATE_MISMATCH` that lists what differs
   */
  setState(state: SamplerState<Chain>): void {
    this.assertIdle('setState');
    this.set.state = state;
    this.refreshViews();
  }

  /** @internal Returns the members to print. */
  protected abstract summary(): Summary;

  /** Returns a summary for `JSON.stringify`, without samples and state. */
  toJSON(): { readonly [name: string]: unknown } {
    return { ...this.summary(), iterations: this.iterations, seed: String(this.seed) };
  }

  /** Returns a one-line description. */
  override toString(): string {
    const { configuration, iterations, started } = this.set;
    const where = started ? `at iteration ${iterations}` : 'not started';
    return `${this.constructor.name} of ${configuration.parameters.join(', ')}, ${where}`;
  }
}
