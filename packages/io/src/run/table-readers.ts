import { createError, isEpsieError } from '@epsie/core';
import type { FileSystem } from '../files/file-system.ts';
import type { TablePosition } from '../samples/table-position.ts';
import { TableReader } from '../samples/table-reader.ts';
import type { Commit } from './checkpoints/commit.ts';
import { layout } from './layout.ts';
import type { RecordedTable } from './recording/recorded-table.ts';
import { generationsIn } from './thinning/table-files.ts';

/** A reader of a table as of a commit. */
type OpenReader = {
  readonly commit: Commit;
  readonly generation: number;
  readonly reader: Promise<TableReader>;
};

/** The readers of the tables of a run, each of which is kept until the table is read as of another commit. */
export class TableReaders {
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #readers = new Map<string, OpenReader>();

  constructor(fs: FileSystem, directory: string) {
    this.#fs = fs;
    this.#directory = directory;
  }

  /**
   * Reads from a table as of a commit.
   *
   * @throws EpsieError `FILE_FAILED` if the table has been thinned since, and its file was removed
   */
  async read<T>(table: RecordedTable, commit: Commit, work: (reader: TableReader) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#reader(table, commit));
    } catch (error) {
      throw (await this.#isThinned(table, error)) ? this.#thinned(table, commit, error) : error;
    }
  }

  #reader(table: RecordedTable, commit: Commit): Promise<TableReader> {
    const { name, generation } = table;
    const known = this.#readers.get(name);
    if (known !== undefined && known.commit === commit) return known.reader;
    const reader = this.#open(table, commit, known?.generation === generation ? known.reader : undefined);
    this.#readers.set(name, { commit, generation, reader });
    reader.catch(() => this.#readers.delete(name));
    return reader;
  }

  async #open(
    { name, generation, format, series }: RecordedTable,
    { tables }: Commit,
    before: Promise<TableReader> | undefined,
  ): Promise<TableReader> {
    const path = layout.table(this.#directory, name, generation);
    const known = await before?.catch(() => undefined);
    return TableReader.open(this.#fs, path, format, tables[name] as TablePosition, series, known);
  }

  /** Returns whether the file is missing since a later generation has replaced it. */
  async #isThinned({ generation }: RecordedTable, error: unknown): Promise<boolean> {
    const { code } = (isEpsieError(error, 'FILE_FAILED') ? error.cause : {}) as { readonly code?: string };
    if (code !== 'ENOENT') return false;
    const generations: readonly number[] = await generationsIn(this.#fs, this.#directory).catch(() => []);
    return generations.some((other) => other > generation);
  }

  #thinned({ name, generation }: RecordedTable, { iterations }: Commit, cause: unknown): Error {
    const path = layout.table(this.#directory, name, generation);
    const found = `The ${name} of ${this.#directory} as of iteration ${iterations} were removed: its writer has thinned them`;
    const advice = 'Call `await run.refresh()`, or open the run again, and read all that you need of it again';
    return createError('FILE_FAILED', `${found}. ${advice}`, { path }, cause);
  }
}
