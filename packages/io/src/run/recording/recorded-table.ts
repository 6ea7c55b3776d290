import type { Configuration, SampleHistory } from '@epsie/core';
import { BatchFormat } from '../../samples/batch-format.ts';
import type { Piece, Rows } from '../../samples/table-writer.ts';
import type { RecordedColumn } from './recorded-columns.ts';
import type { RecordingOptions } from './recording-options.ts';

/** Settings that the rows of a table depend on. */
export type TableSource = {
  readonly configuration: Configuration;
  readonly chains: number;
  readonly options: RecordingOptions;
  /** Iterations before the run. */
  readonly start: number;
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
  readonly #chains: number;
  /** Iterations between two rows. */
  readonly #stride: number;
  /** Iterations between two numbers in the memory of the sampler. */
  readonly #interval: number;
  /** Multiples of the stride before the run. */
  readonly #rowsBefore: number;

  constructor(
    name: 'draws' | 'swaps',
    columns: readonly RecordedColumn[],
    { chains, options, start, configuration }: TableSource,
  ) {
    this.name = name;
    this.columns = columns;
    this.#chains = chains;
    this.series = chains * temperaturesOf(configuration, options);
    this.#interval = name === 'draws' ? 1 : (configuration.tempering?.swapInterval ?? 1);
    this.#stride = options.thin * this.#interval;
    this.#rowsBefore = Math.floor(start / this.#stride);
    this.format = new BatchFormat(columns, { 'epsie.table': name });
  }

  /** Returns the number of rows of the run up to an iteration. */
  rowsAt(iterations: number): number {
    return Math.max(0, Math.floor(iterations / this.#stride) - this.#rowsBefore);
  }

  /** Returns the iteration of a row. */
  iterationOf(row: number): number {
    return (this.#rowsBefore + row + 1) * this.#stride;
  }

  /** Returns the rows from a row up to the present iteration of a sampler, from its memory. */
  rows(history: SampleHistory, from: number): Rows {
    const rows = this.rowsAt(history.iterations) - from;
    const iterations = BigInt64Array.from({ length: rows }, (_, i) => BigInt(this.iterationOf(from + i)));
    const first = this.#indexInMemory(from, history);
    const step = this.#stride / this.#interval;
    const fill = (column: number, series: number, target: Piece): void => {
      const { read } = this.columns[column] as RecordedColumn;
      const numbers = read?.(history, Math.floor(series / this.#chains), series % this.#chains);
      if (numbers === undefined) (target as BigInt64Array).set(iterations);
      else if (typeof numbers === 'number') target.fill(numbers as never);
      else copyStrided(numbers, first, step, target as Float64Array);
    };
    return { rows, series: this.series, fill };
  }

  #indexInMemory(row: number, history: SampleHistory): number {
    const forgotten = Math.floor((history.iterations - history.length) / this.#interval);
    return this.iterationOf(row) / this.#interval - forgotten - 1;
  }
}

/** Number of temperatures that are recorded. */
export const temperaturesOf = ({ tempering }: Configuration, { levels }: RecordingOptions): number =>
  levels === 'all' ? (tempering?.betas.length ?? 1) : 1;

/** Fills `target` with every `step`-th number from `first` on. */
function copyStrided(source: ArrayLike<number>, first: number, step: number, target: Float64Array): void {
  if (step === 1) target.set((source as Float64Array).subarray(first, first + target.length));
  else for (let i = 0; i < target.length; i++) target[i] = source[first + i * step] as number;
}
