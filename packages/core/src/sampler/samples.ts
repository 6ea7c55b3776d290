import type { Block } from '../history/block.ts';
import { ChainHistory } from '../history/chain-history.ts';
import { STAT_COLUMNS } from '../history/recorder.ts';
import { byChain, lazyByName } from './views.ts';

/** How the samples of a sampler are indexed. */
export type SampleShape<P extends string> = {
  /** Names, in the order of a position. */
  readonly parameters: readonly P[];
  /** Number of chains. */
  readonly chains: number;
  /** Number of temperatures. */
  readonly levels: number;
  /** Whether views have an index for the temperature. */
  readonly tempered: boolean;
};

/**
 * The samples of all chains since the last clear, and views of them by name. A view is made at the first look after a
 * commit and kept until the next. `Column` and `Flags` are arrays by chain, or by temperature and chain.
 */
export class Samples<P extends string, Column, Flags> {
  readonly #shape: SampleShape<P>;
  readonly #histories: readonly ChainHistory[];
  readonly #views = new Map<string, unknown>();

  /** @param shape how the samples are indexed */
  constructor(shape: SampleShape<P>) {
    this.#shape = shape;
    this.#histories = Array.from({ length: shape.chains }, () => new ChainHistory());
  }

  /** Adds one block per chain. */
  append(blocks: readonly Block[]): void {
    this.#views.clear();
    for (const [chain, block] of blocks.entries()) this.#histories[chain]?.append(block);
  }

  /** Forgets all. */
  clear(): void {
    this.#views.clear();
    for (const history of this.#histories) history.clear();
  }

  /** By parameter. */
  get positions(): { readonly [K in P]: Column } {
    return this.#view('positions', () => lazyByName(this.#shape.parameters, (i) => this.#column(i)));
  }

  /** Log likelihood and log prior. */
  get stats(): { readonly logLikelihood: Column; readonly logPrior: Column } {
    const first = this.#shape.parameters.length;
    return this.#view('stats', () => lazyByName(['logLikelihood', 'logPrior'], (i) => this.#column(first + i)));
  }

  /** Acceptance ratios and flags. */
  get acceptance(): { readonly ratio: Column; readonly accepted: Flags } {
    const ratio = (): Column => this.#column(this.#shape.parameters.length + 2);
    const accepted = (): Flags => this.#arrange((history, level) => history.accepted(level)) as Flags;
    return this.#view('acceptance', () =>
      lazyByName(['ratio', 'accepted'], (i) => (i === 0 ? ratio() : accepted())),
    ) as {
      readonly ratio: Column;
      readonly accepted: Flags;
    };
  }

  /** Blobs of the given names. */
  blobs(names: readonly string[]): { readonly [name: string]: Column } {
    const first = this.#shape.parameters.length + STAT_COLUMNS;
    return this.#view('blobs', () => lazyByName(names, (i) => this.#column(first + i)));
  }

  /** `index[temperature][chain]` and `ratio[pair][chain]`, one entry per sweep. */
  get swaps(): { readonly index: Int32Array[][]; readonly ratio: Float64Array[][] } {
    return this.#view('swaps', () => ({
      index: this.#arrange((history, level) => history.swapIndex(level)) as Int32Array[][],
      ratio: byChain(true, this.#shape.levels - 1, this.#shape.chains, (pair, c) =>
        this.#history(c).swapRatio(pair),
      ) as Float64Array[][],
    }));
  }

  #column(column: number): Column {
    return this.#arrange((history, level) => history.column(level, column)) as Column;
  }

  #arrange<V>(get: (history: ChainHistory, level: number) => V): V[] | V[][] {
    const { tempered, levels, chains } = this.#shape;
    return byChain(tempered, levels, chains, (level, chain) => get(this.#history(chain), level));
  }

  #history(chain: number): ChainHistory {
    return this.#histories[chain] as ChainHistory;
  }

  #view<V>(name: string, make: () => V): V {
    if (!this.#views.has(name)) this.#views.set(name, make());
    return this.#views.get(name) as V;
  }
}
