import { expected } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { typeError } from '../errors/wrong-use.ts';
import type { ChainHistory } from './chain-history.ts';
import { columnOfBlob, columnOfStatistic, drawStatistics } from './columns.ts';
import type { AllChains, DrawSource, Selection, Variable } from './draw-source.ts';
import { type ResolvedSelection, resolveSelection, type SelectableRows } from './selection.ts';
import { indexNames, nameVariables } from './variables.ts';

/** Chains whose samples are in memory. */
export interface SampledChains {
  readonly configuration: {
    readonly parameters: readonly string[];
    readonly tempering?: { readonly swapInterval: number; readonly ladder?: unknown };
  };
  /** Number of chains. */
  readonly count: number;
  /** Number of temperatures. */
  readonly levels: number;
  /** Iterations made since the start. */
  readonly iterations: number;
  /** Iterations made when the histories were last cleared. */
  readonly lastClear: number;
  /** Samples since then, by chain. */
  readonly histories: readonly ChainHistory[];
  /** Whether there are chains. */
  readonly started: boolean;
  /** Names in the model's blobs, once there are chains. */
  readonly blobNames: readonly string[];
  /** Returns the present inverse temperatures of a chain. */
  betas(chain: number): Float64Array;
}

type Row = { readonly temperature: number; readonly chain: number };

/** Samples of a sampler since its last clear, column by column: views of its memory wherever that needs no other type. */
export class SampleHistory implements DrawSource<Float64Array> {
  readonly #set: SampledChains;

  /** @internal */
  constructor(set: SampledChains) {
    this.#set = set;
  }

  /** Number of chains. */
  get chains(): number {
    return this.#set.count;
  }

  /** Number of temperatures. */
  get temperatures(): number {
    return this.#set.levels;
  }

  /** Iterations made since the start. */
  get iterations(): number {
    return this.#set.iterations;
  }

  /** Number of draws per chain and temperature. */
  get length(): number {
    return this.#set.iterations - this.#set.lastClear;
  }

  /** Number of sweeps of swaps; 0 without tempering. */
  get sweeps(): number {
    if (this.#set.levels === 1) return 0;
    return Math.floor(this.#set.iterations / this.#interval) - this.#sweepsBefore;
  }

  /** Quantities that are recorded for every draw, parameters first. */
  get variables(): readonly Variable[] {
    const { parameters, tempering } = this.#set.configuration;
    const index = indexNames(tempering?.ladder !== undefined);
    const blobs = this.#set.started ? this.#set.blobNames : [];
    return nameVariables({ parameters, statistics: drawStatistics, blobs, index }).variables;
  }

  /** Returns the iteration of a draw, counted from 1. */
  iterationOfDraw(draw: number): number {
    return this.#set.lastClear + draw + 1;
  }

  /** Returns the iteration of a sweep. */
  iterationOfSweep(sweep: number): number {
    return (this.#sweepsBefore + sweep + 1) * this.#interval;
  }

  /**
   * Returns draws of a variable, of one chain or, without `chain`, an array for each.
   *
   * @param name a parameter, `logLikelihood`, `logPrior`, `acceptanceRatio`, `accepted` (0 or 1) or a blob, as in `variables`
   * @throws TypeError or RangeError for a name, chain, temperature or range that is not recorded
   */
  draws(name: string, selection: Selection): Float64Array;
  draws(name: string, selection?: AllChains): Float64Array[];
  draws(name: string, selection: Selection | AllChains = {}): Float64Array | Float64Array[] {
    const { variables } = this;
    const variable = variables.find((candidate) => candidate.name === name);
    if (variable === undefined) {
      const names = variables.map((known) => `\`${known.name}\``).join(', ');
      throw typeError(`The sampler has no draws of ${describe(name)}: it has ${names}`);
    }
    return this.#select('draws', selection, (row) => this.column(variable, row.temperature, row.chain));
  }

  /** Returns the inverse temperature of every draw at one temperature: constant unless the ladder adapts. */
  betas(selection: Selection): Float64Array;
  betas(selection?: AllChains): Float64Array[];
  betas(selection: Selection | AllChains = {}): Float64Array | Float64Array[] {
    return this.#select('betas', selection, (row) => this.betaColumn(row.temperature, row.chain));
  }

  /**
   * Returns swaps at one temperature, sweep by sweep.
   *
   * @param name `index` (the level whose state ended at this temperature) or `ratio` (acceptance ratio of the swap with the next hotter
   * temperature; NaN at the hottest)
   */
  swaps(name: 'index' | 'ratio', selection: Selection): Float64Array;
  swaps(name: 'index' | 'ratio', selection?: AllChains): Float64Array[];
  swaps(name: 'index' | 'ratio', selection: Selection | AllChains = {}): Float64Array | Float64Array[] {
    if (this.#set.levels === 1) throw typeError('The sampler has no swaps: it has one temperature');
    if (name !== 'index' && name !== 'ratio') throw typeError(expected('name', "'index' or 'ratio'", name));
    return this.#select('swaps', selection, (row) => this.swapColumn(name, row.temperature, row.chain));
  }

  /** Returns all draws of a variable, given by kind and original name: a view, in the type of the variable. */
  column(
    { kind, origin }: Pick<Variable, 'kind' | 'origin'>,
    temperature: number,
    chain: number,
  ): Float64Array | Uint8Array {
    const column = this.#columnOf(kind, origin);
    const history = this.#history(chain);
    return column === undefined ? history.accepted(temperature) : history.column(temperature, column);
  }

  /** Returns the inverse temperature of every draw: that of the next sweep, where the ladder adapts. */
  betaColumn(temperature: number, chain: number): Float64Array {
    const { length } = this;
    const { tempering } = this.#set.configuration;
    const now = tempering === undefined ? 1 : (this.#set.betas(chain)[temperature] as number);
    if (tempering?.ladder === undefined) return new Float64Array(length).fill(now);
    const sweeps = this.#history(chain).swapBeta(temperature);
    return Float64Array.from({ length }, (_, draw) => {
      const sweep = Math.ceil(this.iterationOfDraw(draw) / this.#interval) - 1 - this.#sweepsBefore;
      return sweeps[sweep] ?? now;
    });
  }

  /** Returns all swaps at a temperature: a view. The hottest has no pair, and NaN for its ratios. */
  swapColumn(name: 'index' | 'ratio', temperature: number, chain: number): Float64Array | Int32Array {
    const history = this.#history(chain);
    if (name === 'index') return history.swapIndex(temperature);
    if (temperature === this.#set.levels - 1) return new Float64Array(this.sweeps).fill(Number.NaN);
    return history.swapRatio(temperature);
  }

  /** Finds a column among those of numbers; `undefined` for the flags. */
  #columnOf(kind: Variable['kind'], origin: string): number | undefined {
    const { parameters } = this.#set.configuration;
    if (kind === 'parameter') return parameters.indexOf(origin);
    if (kind === 'stat') return columnOfStatistic(origin, parameters.length);
    return columnOfBlob(this.#set.blobNames.indexOf(origin), parameters.length);
  }

  #select(
    owner: SelectableRows['owner'],
    selection: Selection | AllChains,
    read: (row: Row) => Float64Array | Uint8Array | Int32Array,
  ): Float64Array | Float64Array[] {
    const resolved = resolveSelection(selection, this.#rows(owner));
    const { temperature } = resolved;
    const readChain = (chain: number): Float64Array => slice(read({ temperature, chain }), resolved);
    if (resolved.chain !== undefined) return readChain(resolved.chain);
    return Array.from({ length: this.chains }, (_, chain) => readChain(chain));
  }

  #rows(owner: SelectableRows['owner']): SelectableRows {
    const { chains, temperatures } = this;
    if (owner === 'swaps')
      return { owner, chains, temperatures, length: this.sweeps, iterationOf: (row) => this.iterationOfSweep(row) };
    return { owner, chains, temperatures, length: this.length, iterationOf: (row) => this.iterationOfDraw(row) };
  }

  #history(chain: number): ChainHistory {
    return this.#set.histories[chain] as ChainHistory;
  }

  get #interval(): number {
    return this.#set.configuration.tempering?.swapInterval ?? 1;
  }

  get #sweepsBefore(): number {
    return Math.floor(this.#set.lastClear / this.#interval);
  }
}

/** Takes the selected numbers of a column: a view where they are contiguous doubles. */
function slice(
  column: Float64Array | Uint8Array | Int32Array,
  { from, to, thin, count }: ResolvedSelection,
): Float64Array {
  if (thin === 1 && column instanceof Float64Array) return column.subarray(from, to);
  return Float64Array.from({ length: count }, (_, i) => column[from + i * thin] as number);
}
