import type { Variable } from '@epsie/core';
import { type ColumnSource, drawColumns, swapColumns } from './recorded-columns.ts';
import { RecordedTable, type TableSource, temperaturesOf } from './recorded-table.ts';
import type { SwapShape } from './swap-fold.ts';
import { type Thinning, thinningAt } from './thinning.ts';

/** Settings that a recording depends on. */
export type RecordingSource = Omit<TableSource, 'thinning'> & ColumnSource;

/** The tables of a run, as they are thinned at an iteration. */
export class Recording {
  readonly draws: RecordedTable;
  /** Only with more than one temperature, and unless `stats` leaves swaps out. */
  readonly swaps: RecordedTable | undefined;
  /** Number of temperatures that are recorded. */
  readonly temperatures: number;
  readonly thinning: Thinning;
  readonly #settings: RecordingSource;

  /** @param iterations iterations of the sampler */
  constructor(settings: RecordingSource, iterations: number) {
    const { configuration, options } = settings;
    this.#settings = settings;
    this.thinning = thinningAt(settings, iterations);
    const source = { ...settings, thinning: this.thinning };
    this.temperatures = temperaturesOf(configuration, options);
    this.draws = new RecordedTable('draws', drawColumns(source), source);
    const swaps = (configuration.tempering?.betas.length ?? 1) > 1 && options.stats.includes('swaps');
    this.swaps = swaps ? new RecordedTable('swaps', swapColumns(), source) : undefined;
  }

  /** Whether the number of draws is bounded, so that the tables are thinned when they are full. */
  get isBounded(): boolean {
    return this.#settings.options.maxDraws !== undefined;
  }

  /** Shape of the swaps of a bounded run, whose rows cover all sweeps since the row before; `undefined` for other runs. */
  get boundedSwaps(): SwapShape | undefined {
    if (!this.isBounded || this.swaps === undefined) return undefined;
    const { temperatures } = this;
    const isComplete = temperatures === this.#settings.configuration.tempering?.betas.length;
    return { chains: this.swaps.chains, temperatures, isComplete };
  }

  /** Returns the recording at another iteration: this one, unless the tables are thinned in between. */
  at(iterations: number): Recording {
    const { generation } = thinningAt(this.#settings, iterations);
    return generation === this.thinning.generation ? this : new Recording(this.#settings, iterations);
  }

  /** All tables. */
  get tables(): readonly RecordedTable[] {
    return this.swaps === undefined ? [this.draws] : [this.draws, this.swaps];
  }

  /** Quantities that are recorded for every draw. */
  get variables(): readonly Variable[] {
    return this.draws.columns.flatMap(({ variable }) => variable ?? []);
  }
}
