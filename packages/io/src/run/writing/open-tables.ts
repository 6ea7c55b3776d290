import type { SampleHistory } from '@epsie/core';
import type { FileSystem } from '../../files/file-system.ts';
import type { TableWriter } from '../../samples/table-writer.ts';
import type { Commit } from '../checkpoints/commit.ts';
import { boundedSwaps } from '../recording/bounded-swaps.ts';
import type { RecordedTable } from '../recording/recorded-table.ts';
import type { Recording } from '../recording/recording.ts';
import { joinSwaps, type PendingSwaps } from '../recording/swap-fold.ts';
import { removeTables } from '../thinning/table-files.ts';
import { type ThinResult, thinTable } from '../thinning/thin-table.ts';
import { checkTable, openTable, tablesOf, type WriterParts } from './open-run.ts';

/** The tables of a run that is written to, in files of one generation. */
export class OpenTables {
  readonly #fs: FileSystem;
  readonly #directory: string;
  #recording: Recording;
  #writers: readonly TableWriter[];
  #pending: PendingSwaps | undefined;

  private constructor({ fs, directory, recording, pending }: WriterParts, writers: readonly TableWriter[]) {
    this.#fs = fs;
    this.#directory = directory;
    this.#recording = recording;
    this.#writers = writers;
    this.#pending = pending;
  }

  /** Opens the tables, and removes what an interrupted writer left behind their ends. */
  static async open(parts: WriterParts): Promise<OpenTables> {
    const { fs, directory, recording, tables } = parts;
    for (const table of recording.tables) await checkTable(parts, table);
    const { generation } = recording.thinning;
    if (recording.isBounded) await removeTables(fs, directory, (other) => other > generation);
    const writers = await openAll(recording, ({ name }) => tables[name], parts);
    return new OpenTables(parts, writers);
  }

  /** Number of times that the tables were thinned. */
  get generation(): number {
    return this.#recording.thinning.generation;
  }

  /** Swaps since the last row; only of bounded runs. */
  get pending(): PendingSwaps | undefined {
    return this.#pending;
  }

  /** Ends of the tables. */
  get ends(): Commit['tables'] {
    const positions = this.#writers.map(({ position }) => position);
    return tablesOf(this.#recording, positions);
  }

  /** Returns the generation of the tables at an iteration. */
  generationAt(iterations: number): number {
    return this.#recording.at(iterations).thinning.generation;
  }

  /** Appends the samples in the memory of a sampler. After an error, the call can be repeated. */
  async append(history: SampleHistory): Promise<void> {
    for (const [i, table] of this.#recording.tables.entries()) {
      const writer = this.#writers[i] as TableWriter;
      const { rows } = writer.position;
      if (table.name === 'swaps' && this.#pending !== undefined) await this.#appendSwaps(table, writer, history);
      // A failed append may have reached this table already.
      else if (table.rowsAt(history.iterations) > rows) await writer.append(table.rows(history, rows));
    }
  }

  async #appendSwaps(table: RecordedTable, writer: TableWriter, history: SampleHistory): Promise<void> {
    const shape = this.#recording.boundedSwaps;
    if (shape === undefined || this.#pending === undefined) return;
    const { rows, pending } = boundedSwaps(table, shape, history, writer.position.rows, this.#pending);
    if (rows.rows > 0) await writer.append(rows);
    this.#pending = pending;
  }

  /** Thins the tables for an iteration, in files beside the old ones, which the last commit refers to. After an error all is as before. */
  async thin(iterations: number): Promise<void> {
    const recording = this.#recording.at(iterations);
    const results = new Map<string, ThinResult>();
    for (const to of recording.tables) results.set(to.name, await this.#thinTable(to));
    const place = { fs: this.#fs, directory: this.#directory };
    const writers = await openAll(recording, ({ name }) => results.get(name)?.position, place);
    const old = this.#writers;
    this.#pending = this.#pendingAfter(results.get('swaps'));
    this.#recording = recording;
    this.#writers = writers;
    await Promise.allSettled(old.map((writer) => writer.close()));
  }

  #thinTable(to: RecordedTable): Promise<ThinResult> {
    const i = this.#recording.tables.findIndex(({ name }) => name === to.name);
    const from = this.#recording.tables[i] as RecordedTable;
    const end = (this.#writers[i] as TableWriter).position;
    const swaps = to.name === 'swaps' ? this.#recording.boundedSwaps : undefined;
    return thinTable({ fs: this.#fs, directory: this.#directory, from, end, to, swaps });
  }

  #pendingAfter(swaps: ThinResult | undefined): PendingSwaps | undefined {
    const shape = this.#recording.boundedSwaps;
    if (shape === undefined || swaps?.pending === undefined || this.#pending === undefined) return this.#pending;
    return joinSwaps(shape, swaps.pending, this.#pending);
  }

  /** Makes all appended rows durable. */
  async sync(): Promise<void> {
    for (const writer of this.#writers) await writer.sync();
  }

  /** Closes the files. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#writers.map((writer) => writer.close()));
  }
}

type Place = { readonly fs: FileSystem; readonly directory: string };

async function openAll(
  { tables }: Recording,
  endOf: (table: RecordedTable) => TableWriter['position'] | undefined,
  place: Place,
): Promise<TableWriter[]> {
  const writers: TableWriter[] = [];
  try {
    for (const table of tables) writers.push(await openTable(place, table, endOf(table) as TableWriter['position']));
    return writers;
  } catch (error) {
    await Promise.allSettled(writers.map((writer) => writer.close()));
    throw error;
  }
}
