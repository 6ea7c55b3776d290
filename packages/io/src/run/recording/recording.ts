import type { Configuration } from '@epsie/core';
import type { Field } from '../../samples/arrow.ts';
import { BatchFormat } from '../../samples/batch-format.ts';
import type { Piece, Rows } from '../../samples/table-writer.ts';
import type { Variable } from '../reading/draw-source.ts';
import type { History } from './history.ts';
import type { RecordingOptions, Stat } from './recording-options.ts';

/** What a recording depends on. */
export type RecordingSource = {
  readonly configuration: Configuration;
  readonly chains: number;
  readonly options: RecordingOptions;
  /** Iterations before the run. */
  readonly start: number;
  /** Names in the model's blobs. */
  readonly blobs: readonly string[];
};

/** A column of a table, and where its numbers come from. */
export type RecordedColumn = Field & {
  readonly kind: 'place' | 'parameter' | 'stat' | 'blob' | 'beta';
  /** What it was called before it gave way to a parameter. */
  readonly origin?: string;
  /** All that the sampler remembers of it, or one number for all rows; nothing for the iterations, which the table knows. */
  readonly read?: (history: History, temperature: number, chain: number) => ArrayLike<number> | number;
};

/** A table of a run: draws, or sweeps of swaps. Its rows are the iterations that are multiples of `stride`. */
export class RecordedTable {
  readonly name: 'draws' | 'swaps';
  readonly columns: readonly RecordedColumn[];
  readonly format: BatchFormat;
  /** Chains at every temperature that is recorded. */
  readonly series: number;
  readonly #chains: number;
  /** Iterations between two rows, and between two numbers that the sampler remembers. */
  readonly #stride: number;
  readonly #unit: number;
  /** Rows that lie before the run. */
  readonly #rowsBefore: number;

  constructor(
    name: 'draws' | 'swaps',
    columns: readonly RecordedColumn[],
    { chains, options, start, configuration }: RecordingSource,
  ) {
    this.name = name;
    this.columns = columns;
    this.#chains = chains;
    this.series = chains * temperaturesOf(configuration, options);
    this.#unit = name === 'draws' ? 1 : (configuration.tempering?.swapInterval ?? 1);
    this.#stride = options.thin * this.#unit;
    this.#rowsBefore = Math.floor(start / this.#stride);
    this.format = new BatchFormat(columns, { 'epsie.table': name });
  }

  /** Rows of the run up to an iteration. */
  rowsAt(iterations: number): number {
    return Math.max(0, Math.floor(iterations / this.#stride) - this.#rowsBefore);
  }

  /** Iteration of a row. */
  iterationOf(row: number): number {
    return (this.#rowsBefore + row + 1) * this.#stride;
  }

  /** Rows from a row up to an iteration, as the sampler remembers them. */
  rows(history: History, from: number, iterations: number): Rows {
    const rows = this.rowsAt(iterations) - from;
    const numbers = BigInt64Array.from({ length: rows }, (_, i) => BigInt(this.iterationOf(from + i)));
    const first = this.iterationOf(from) / this.#unit - Math.floor(history.before / this.#unit) - 1;
    const step = this.#stride / this.#unit;
    const fill = (column: number, series: number, target: Piece): void => {
      const { read } = this.columns[column] as RecordedColumn;
      const source = read?.(history, Math.floor(series / this.#chains), series % this.#chains);
      if (source === undefined) (target as BigInt64Array).set(numbers);
      else if (typeof source === 'number') target.fill(source as never);
      else copyEvery(step, first, source, target as Float64Array);
    };
    return { rows, series: this.series, fill };
  }
}

/** What is recorded of a run, and in which files. */
export class Recording {
  readonly draws: RecordedTable;
  /** There with tempering, unless it was left out. */
  readonly swaps: RecordedTable | undefined;
  /** Temperatures that are recorded. */
  readonly temperatures: number;

  constructor(source: RecordingSource) {
    const { configuration, options } = source;
    this.temperatures = temperaturesOf(configuration, options);
    this.draws = new RecordedTable('draws', drawColumns(source), source);
    const swaps = (configuration.tempering?.betas.length ?? 1) > 1 && options.stats.includes('swaps');
    this.swaps = swaps ? new RecordedTable('swaps', swapColumns(), source) : undefined;
  }

  /** All tables. */
  get tables(): readonly RecordedTable[] {
    return this.swaps === undefined ? [this.draws] : [this.draws, this.swaps];
  }

  /** Quantities that can be read draw by draw. */
  get variables(): readonly Variable[] {
    return this.draws.columns.flatMap(({ name, kind, origin = name }) =>
      kind === 'place' || kind === 'beta' ? [] : [{ name, kind, origin }],
    );
  }
}

function temperaturesOf({ tempering }: Configuration, { levels }: RecordingOptions): number {
  return levels === 'all' ? (tempering?.betas.length ?? 1) : 1;
}

const PLACES: readonly RecordedColumn[] = [
  { name: 'iteration', type: 'int64', kind: 'place' },
  { name: 'chain', type: 'int32', kind: 'place', read: (_h, _t, c) => c },
  { name: 'temperature', type: 'int32', kind: 'place', read: (_h, t) => t },
];

function drawColumns({ configuration, options, blobs }: RecordingSource): RecordedColumn[] {
  const beta: RecordedColumn = { name: 'beta', type: 'float64', kind: 'beta', read: (h, t, c) => h.beta(t, c) };
  const parameters = configuration.parameters.map((name): RecordedColumn => {
    return { name, type: 'float64', kind: 'parameter', read: (h, t, c) => h.parameter(name, t, c) };
  });
  const stats = STATS.filter(({ name }) => options.stats.includes(name as Stat));
  const others = (options.stats.includes('blobs') ? blobs : []).map((name): RecordedColumn => {
    return { name, type: 'float64', kind: 'blob', read: (h, t, c) => h.blob(name, t, c) };
  });
  const fixed = [...PLACES, ...(configuration.tempering?.ladder === undefined ? [] : [beta])];
  return withDistinctNames(fixed, parameters, [...stats, ...others]);
}

const STATS: readonly RecordedColumn[] = [
  { name: 'logLikelihood', type: 'float64', kind: 'stat', read: (h, t, c) => h.stat('logLikelihood', t, c) },
  { name: 'logPrior', type: 'float64', kind: 'stat', read: (h, t, c) => h.stat('logPrior', t, c) },
  { name: 'acceptanceRatio', type: 'float64', kind: 'stat', read: (h, t, c) => h.acceptance('ratio', t, c) },
  { name: 'accepted', type: 'uint8', kind: 'stat', read: (h, t, c) => h.acceptance('accepted', t, c) },
];

const swapColumns = (): RecordedColumn[] => [
  ...PLACES,
  { name: 'index', type: 'int32', kind: 'stat', read: (h, t, c) => h.swapIndex(t, c) },
  { name: 'ratio', type: 'float64', kind: 'stat', read: (h, t, c) => h.swapRatio(t, c) },
];

/** Parameters keep their names; what else is called the same gets underscores behind. */
function withDistinctNames(
  fixed: readonly RecordedColumn[],
  parameters: readonly RecordedColumn[],
  others: readonly RecordedColumn[],
): RecordedColumn[] {
  const taken = new Set(parameters.map(({ name }) => name));
  const distinct = (column: RecordedColumn): RecordedColumn => {
    let { name } = column;
    while (taken.has(name)) name += '_';
    taken.add(name);
    return { ...column, name, origin: column.name };
  };
  return [...fixed.map(distinct), ...parameters, ...others.map(distinct)];
}

function copyEvery(step: number, first: number, source: ArrayLike<number>, target: Float64Array): void {
  if (step === 1) target.set((source as Float64Array).subarray(first, first + target.length));
  else for (let i = 0; i < target.length; i++) target[i] = source[first + i * step] as number;
}
