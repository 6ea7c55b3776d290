import type { Configuration, SampleHistory } from '@epsie/core';
import { BatchFormat } from '../../samples/batch-format.ts';
import type { Piece, Rows } from '../../samples/table-writer.ts';
import type { RecordedColumn } from './recorded-columns.ts';
import type { RecordingOptions } from './recording-options.ts';
import { multiplesOf, type Thinning } from './thinning.ts';

/** Settings that the rows of a table depend on. */
export type TableSource = {
  readonly configuration: Configuration;
  readonly chains: number;
  readonly options: RecordingOptions;
  /** Iterations before the run. */
  readonly start: number;
  /** Thinning of the tables. */
  readonly thinning: Thinning;
};

/**
 * A table of a run: draws, or sweeps of swaps. Its rows are the iterations that are multiples of `stride`; the sampler has a number in
 * memory for each multiple of `interval` since its last clear. Swaps at interval 2, thinned by 2, after a clear at iteration 5:
 *
 *     iteration        1  2  3  4  5  6  7  8  9 10 11 12
 *     row (stride 4)            0           1           2
 *     in memory                       0     1     2     3
 */
export class RecordedTable {
  readonly name: 'draws' | 'swaps';
  readonly columns: readonly RecordedColumn[];
  readonly format: BatchFormat;
  /** Number of series: of chains at every recorded temperature. */
  readonly series: number;
  /** Number of chains. */
  readonly chains: number;
  /** Number of times that the table was thinned. */
  readonly generation: number;
  /** Iterations between two rows. */
  readonly stride: number;
  /** Iterations between two numbers in the memory of the sampler. */
  readonly interval: number;
  readonly #start: number;

  constructor(
    name: 'draws' | 'swaps',
    columns: readonly RecordedColumn[],
    { chains, options, start, configuration, thinning }: TableSource,
  ) {
    this.name = name;
    this.columns = columns;
    this.chains = chains;
    this.series = chains * temperaturesOf(configuration, options);
    this.generation = thinning.generation;
    this.interval = name === 'draws' ? 1 : (configuration.tempering?.swapInterval ?? 1);
    this.stride = thinning.thin * this.interval;
    this.#start = start;
    this.format = new BatchFormat(columns, { 'epsie.table': name });
  }

  /** Returns the number of rows of the run up to an iteration. */
  rowsAt(iterations: number): number {
    return multiplesOf(this.stride, this.#start, iterations);
  }

  /** Returns the iteration of a row. */
  iterationOf(row: number): number {
    return (Math.floor(this.#start / this.stride) + row + 1) * this.stride;
  }

  /** Returns the rows from a row up to the present iteration of a sampler, from its memory. */
  rows(history: SampleHistory, from: number): Rows {
    const first = this.iterationOf(from) / this.interval - 1 - this.forgotten(history);
    const step = this.stride / this.interval;
    return this.rowsOf(from, this.rowsAt(history.iterations) - from, (column, temperature, chain, target) => {
      const { read } = this.columns[column] as RecordedColumn;
      const numbers = read?.(history, temperature, chain) as ArrayLike<number>;
      copyStrided(numbers, first, step, target as Float64Array);
    });
  }

  /** Returns rows whose numbers `write` writes, but for those of the index. */
  rowsOf(from: number, rows: number, write: WriteNumbers): Rows {
    const iterations = BigInt64Array.from({ length: rows }, (_, i) => BigInt(this.iterationOf(from + i)));
    const fill = (column: number, series: number, target: Piece): void => {
      const { kind, label } = this.columns[column] as RecordedColumn;
      const temperature = Math.floor(series / this.chains);
      const chain = series % this.chains;
      if (kind !== 'index') write(column, temperature, chain, target);
      else if (label === undefined) (target as BigInt64Array).set(iterations);
      else target.fill(label(temperature, chain) as never);
    };
    return { rows, series: this.series, fill };
  }

  /** Returns how many numbers of the sampler are not in its memory any more. */
  forgotten(history: SampleHistory): number {
    return Math.floor((history.iterations - history.length) / this.interval);
  }
}

/** Writes numbers of a column, of one chain at one temperature. */
export type WriteNumbers = (column: number, temperature: number, chain: number, target: Piece) => void;

/** Number of temperatures that are recorded. */
export const temperaturesOf = ({ tempering }: Configuration, { levels }: RecordingOptions): number =>
  levels === 'all' ? (tempering?.betas.length ?? 1) : 1;

/** Fills `target` with every `step`-th number from `first` on. */
function copyStrided(source: ArrayLike<number>, first: number, step: number, target: Float64Array): void {
  if (step === 1) target.set((source as Float64Array).subarray(first, first + target.length));
  else for (let i = 0; i < target.length; i++) target[i] = source[first + i * step] as number;
}
