import { type Acceptance, type Statistic, type Stats, statisticsIn } from '../../history/columns.ts';
import type { Variable } from '../../history/draw-source.ts';
import { SampleHistory } from '../../history/sample-history.ts';
import { printShapes, shapeOf } from '../../platform/inspect.ts';
import type { ChainSet } from '../state/chain-set.ts';

/** The arrangement of a view: arranges the value of `get` for each level and chain. */
export type Arrange = <V>(get: (level: number, chain: number) => V) => unknown;

/**
 * Views of the samples and of the present state of chains, by name. `Column`, `Flags` and `Current` are single values or arrays: by chain,
 * by temperature, or by temperature and chain. Views of samples are created at the first access after a change and kept until the next.
 */
export abstract class SampleViews<P extends string, Column, Flags, Current> {
  /** Names of the parameters, in the order of a position. */
  readonly parameters: readonly P[];
  /** Samples since the last clear, column by column, in the same form as those of a run on disk: for code that analyses either. */
  readonly history: SampleHistory;
  /** @internal */
  protected readonly set: ChainSet;
  readonly #arrange: Arrange;
  readonly #arrangeNumbers: Arrange;
  readonly #cached = new Map<string, unknown>();

  /** @internal `arrangeNumbers` is like `arrange`, for numbers, which are packed into typed arrays by chain. */
  protected constructor(set: ChainSet, [arrange, arrangeNumbers]: readonly [Arrange, Arrange]) {
    this.parameters = set.configuration.parameters as readonly P[];
    this.set = set;
    this.history = new SampleHistory(set);
    this.#arrange = arrange;
    this.#arrangeNumbers = arrangeNumbers;
  }

  /** @internal Drops the views of samples, which have changed. */
  protected refreshViews(): void {
    this.#cached.clear();
  }

  /**
   * Samples of each parameter since the last clear, as views, not copies: of a sampler `positions.x[chain]`, tempered
   * `positions.x[temperature][chain]`; of a single chain without the index of the chain.
   */
  get positions(): { readonly [K in P]: Column } {
    return this.#columns('positions', 'parameter', this.parameters);
  }

  /** Log likelihood and log prior at the samples. */
  get stats(): Stats<Column> {
    return this.#statistics('stats') as Stats<Column>;
  }

  /** Acceptance ratio of every step, and whether it was accepted (0 or 1). */
  get acceptance(): Acceptance<Column, Flags> {
    return this.#statistics('acceptance') as Acceptance<Column, Flags>;
  }

  /** The model's blobs at the samples, if it has any. */
  get blobs(): { readonly [name: string]: Column } | undefined {
    const names = this.set.blobNames;
    return names.length === 0 ? undefined : this.#columns('blobs', 'blob', names);
  }

  /** Present positions of the chains: of a sampler one number per chain, tempered one array per temperature. */
  get currentPositions(): { readonly [K in P]: Current } {
    return byName(this.parameters, (i) => this.#numbers((level, chain) => this.set.level(chain, level).position[i]));
  }

  /** Log likelihood and log prior at the present positions. */
  get currentStats(): Stats<Current> {
    const keys = statisticsIn('stats').map(({ key }) => key as keyof Stats<Current>);
    return byName(keys, (i) =>
      this.#numbers((level, chain) => this.set.level(chain, level)[keys[i] as keyof Stats<Current>]),
    );
  }

  /** Blobs at the present positions, if the model has any. */
  get currentBlobs(): { readonly [name: string]: Current } | undefined {
    const names = this.set.blobNames;
    if (names.length === 0) return undefined;
    return byName(names, (i) =>
      this.#numbers((level, chain) => this.set.level(chain, level).blob?.[names[i] as string]),
    );
  }

  /** Start positions of the chains. */
  get startPositions(): { readonly [K in P]: Current } {
    return byName(this.parameters, (i) => this.#numbers((level, chain) => this.set.startPoint(chain, level)[i]));
  }

  #statistics(group: Statistic['group']): unknown {
    const members = statisticsIn(group).map(({ key, name, type }) => ({ key, origin: name, type }));
    return this.#view(group, 'stat', members);
  }

  #columns<K extends string>(view: string, kind: Variable['kind'], names: readonly K[]): { readonly [N in K]: Column } {
    const members = names.map((name) => ({ key: name, origin: name, type: 'float64' as const }));
    return this.#view(view, kind, members) as { readonly [N in K]: Column };
  }

  /** A view of columns by key. It prints as their shapes: all their numbers would be too many. */
  #view(name: string, kind: Variable['kind'], members: readonly Member[]): unknown {
    const cached = this.#cached.get(name);
    if (cached !== undefined) return cached;
    const keys = members.map(({ key }) => key);
    const view = lazyByName(keys, (i) => {
      const column = { kind, origin: (members[i] as Member).origin };
      return this.#arrange((level, chain) => this.history.column(column, level, chain));
    });
    printShapes(view, () => byName(keys, (i) => this.#shape((members[i] as Member).type)));
    this.#cached.set(name, view);
    return view;
  }

  #shape(type: Variable['type']): string {
    const array = type === 'uint8' ? 'Uint8Array' : 'Float64Array';
    return shapeOf(this.#arrange(() => `${array}(${this.history.length})`));
  }

  #numbers(get: (level: number, chain: number) => number | undefined): Current {
    return this.#arrangeNumbers(get) as Current;
  }
}

/** A column of a view. */
type Member = { readonly key: string; readonly origin: string; readonly type: Variable['type'] };

/** Returns an object with a value for every name. */
function byName<P extends string, V>(names: readonly P[], get: (index: number) => V): { readonly [K in P]: V } {
  return Object.fromEntries(names.map((name, index) => [name, get(index)])) as { readonly [K in P]: V };
}

/** Returns an object with a getter for every name, each evaluated once, at the first access. */
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
