import type { Variable } from '@epsie/core';
import { type ColumnSource, drawColumns, swapColumns } from './recorded-columns.ts';
import { RecordedTable, type TableSource, temperaturesOf } from './recorded-table.ts';

/** Settings that a recording depends on. */
export type RecordingSource = TableSource & ColumnSource;

/** The tables of a run. */
export class Recording {
  readonly draws: RecordedTable;
  /** Only with more than one temperature, and unless `stats` leaves swaps out. */
  readonly swaps: RecordedTable | undefined;
  /** Number of temperatures that are recorded. */
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

  /** Quantities that are recorded for every draw. */
  get variables(): readonly Variable[] {
    return this.draws.columns.flatMap(({ variable }) => variable ?? []);
  }
}
