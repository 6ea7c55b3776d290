import { STAT_COLUMNS } from '../../history/recorder.ts';
import { printShapes, shapeOf } from '../../platform/inspect.ts';
import type { ChainSet } from '../state/chain-set.ts';
import type { Acceptance, Stats } from './recorded.ts';

/** How a view is indexed: arranges what `get` gives for each level and chain. */
export type Arrange = <V>(get: (level: number, chain: number) => V) => unknown;

/** Names of the sampled columns, in their order behind the parameters. */
const STATS = ['logLikelihood', 'logPrior'] as const;

/**
 * Views of a {@link ChainSet} by name. `arrange` decides whether they are indexed by chain, by temperature and chain, by
 * temperature or not at all; `Column`, `Flags` and `Current` are what it makes of arrays, flags and single numbers.
 * Views of samples are made at the first look after a change and kept until the next.
 */
export class Views<P extends string, Column, Flags, Current> {
  readonly #set: ChainSet;
  readonly #parameters: readonly P[];
  readonly #arrange: Arrange;
  readonly #arrangeNumbers: Arrange;
  readonly #kept = new Map<string, unknown>();

  /** @param arrangeNumbers like `arrange`, for numbers, which are packed into typed arrays by chain */
  constructor(set: ChainSet, parameters: readonly P[], arrange: Arrange, arrangeNumbers: Arrange) {
    this.#set = set;
    this.#parameters = parameters;
    this.#arrange = arrange;
    this.#arrangeNumbers = arrangeNumbers;
  }

  /** Drops the views of samples, which have changed. */
  refresh(): void {
    this.#kept.clear();
  }

  /** Samples by parameter. */
  get positions(): { readonly [K in P]: Column } {
    return this.#keep('positions', () => this.#columns(this.#parameters, 0));
  }

  /** Log likelihood and log prior at the samples. */
  get stats(): Stats<Column> {
    return this.#keep('stats', () => this.#columns(STATS, this.#parameters.length));
  }

  /** Acceptance ratios and flags. */
  get acceptance(): Acceptance<Column, Flags> {
    const ratio = (): unknown => this.#column(this.#parameters.length + STATS.length);
    const accepted = (): unknown => this.#arrange((level, chain) => this.#set.histories[chain]?.accepted(level));
    const shapes = () => ({ ratio: this.#shape('Float64Array'), accepted: this.#shape('Uint8Array') });
    const view = this.#keep('acceptance', () =>
      printShapes(
        lazyByName(['ratio', 'accepted'], (i) => (i === 0 ? ratio() : accepted())),
        shapes,
      ),
    );
    return view as Acceptance<Column, Flags>;
  }

  /** Blobs at the samples, if the model gives any. */
  get blobs(): { readonly [name: string]: Column } | undefined {
    const names = this.#set.blobNames;
    if (names.length === 0) return undefined;
    return this.#keep('blobs', () => this.#columns(names, this.#parameters.length + STAT_COLUMNS));
  }

  /** Where the chains are. */
  get currentPositions(): { readonly [K in P]: Current } {
    return byName(this.#parameters, (i) => this.#numbers((level, chain) => this.#set.level(chain, level).position[i]));
  }

  /** Log likelihood and log prior where the chains are. */
  get currentStats(): Stats<Current> {
    return byName(STATS, (i) => this.#numbers((level, chain) => this.#set.level(chain, level)[STATS[i] ?? 'logPrior']));
  }

  /** Blobs where the chains are, if the model gives any. */
  get currentBlobs(): { readonly [name: string]: Current } | undefined {
    const names = this.#set.blobNames;
    if (names.length === 0) return undefined;
    return byName(names, (i) =>
      this.#numbers((level, chain) => this.#set.level(chain, level).blob?.[names[i] as string]),
    );
  }

  /** Where the chains started. */
  get startPositions(): { readonly [K in P]: Current } {
    return byName(this.#parameters, (i) => this.#numbers((level, chain) => this.#set.startPoint(chain, level)[i]));
  }

  /** Columns that follow each other, by name. They print as their shapes: all their numbers would be too many. */
  #columns<K extends string>(names: readonly K[], first: number): { readonly [N in K]: Column } {
    const view = lazyByName(names, (i) => this.#column(first + i));
    return printShapes(view, () => byName(names, () => this.#shape('Float64Array')));
  }

  #shape(type: string): string {
    const { iterations, lastClear } = this.#set;
    return shapeOf(this.#arrange(() => `${type}(${iterations - lastClear})`));
  }

  #column(column: number): Column {
    return this.#arrange((level, chain) => this.#set.histories[chain]?.column(level, column)) as Column;
  }

  #numbers(get: (level: number, chain: number) => number | undefined): Current {
    return this.#arrangeNumbers(get) as Current;
  }

  #keep<V>(name: string, make: () => V): V {
    if (!this.#kept.has(name)) this.#kept.set(name, make());
    return this.#kept.get(name) as V;
  }
}

/** An object with a value for every name. */
function byName<P extends string, V>(names: readonly P[], get: (index: number) => V): { readonly [K in P]: V } {
  return Object.fromEntries(names.map((name, index) => [name, get(index)])) as { readonly [K in P]: V };
}

/** An object with a getter for every name, each evaluated once, at the first look. */
function lazyByName<P extends string, V>(names: readonly P[], get: (index: number) => V): { readonly [K in P]: V } {
  const view = {};
  for (const [index, name] of names.entries()) {
    Object.defineProperty(view, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = get(index);
        Object.defineProperty(view, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return view as { readonly [K in P]: V };
}
