import { crc32 } from 'node:zlib';
import { fileDamaged } from '../errors/file-damaged.ts';
import { onFile } from '../files/file-failed.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { Field } from './arrow.ts';
import type { BatchFormat } from './batch-format.ts';
import { FileWindow } from './file-window.ts';
import { IdleFile } from './idle-file.ts';
import type { TablePosition } from './table-position.ts';
import { type BatchGroup, type BatchLocation, batchOf, groupOf, RESTORE_ADVICE, TableScan } from './table-scan.ts';
import { type Piece, pieceOf } from './table-writer.ts';

/** Offsets of a piece and of its checksum in the file. */
type Extent = { readonly offset: number; readonly length: number; readonly checksumOffset: number };

/** Number of concurrent reads. */
const CONCURRENT_READS = 8;
/** Bytes of a piece from which it is read directly into the result. */
const READ_IN_PLACE = 2 ** 16;

/** Reads the committed part of a table: any rows of any column and series, verified by their checksums. */
export class TableReader {
  readonly #path: string;
  readonly #format: BatchFormat;
  readonly #window: FileWindow;
  readonly #scan: TableScan;
  /** Bodies whose checksums are verified. */
  readonly #checked = new Set<number>();

  private constructor(path: string, file: IdleFile, format: BatchFormat, end: number, scan: TableScan) {
    this.#path = path;
    this.#format = format;
    this.#window = new FileWindow(file, end);
    this.#scan = scan;
  }

  /**
   * Opens a table and reads the head of every batch.
   *
   * @param before a reader of the same table up to an earlier position, whose index is extended
   * @throws EpsieError `FILE_DAMAGED` if it is shorter than at the last commit, or not the expected table
   */
  static async open(
    fs: FileSystem,
    path: string,
    format: BatchFormat,
    position: TablePosition,
    series: number,
    before?: TableReader,
  ): Promise<TableReader> {
    const file = new IdleFile(fs, path);
    if (before !== undefined && (await before.#reaches(position)))
      return new TableReader(path, file, format, position.bytes, before.#scan);
    const scan = new TableScan(path, file, format, series);
    await onFile(path, 'read', () => scan.advance(position));
    return new TableReader(path, file, format, position.bytes, scan);
  }

  async #reaches(position: TablePosition): Promise<boolean> {
    return this.#scan.advance(position).then(
      () => true,
      () => false,
    );
  }

  /** Reads numbers of a column of a series, from one row to another. */
  async read(column: number, series: number, from: number, to: number): Promise<Float64Array> {
    const target = new Float64Array(Math.max(0, to - from));
    await this.readInto(target, column, series, from);
    return target;
  }

  /** Fills `target` with numbers of a column of a series, from a row on. */
  async readInto(target: Float64Array, column: number, series: number, from: number): Promise<void> {
    await onFile(this.#path, 'read', () => this.#readInto(target, column, series, from));
  }

  async #readInto(target: Float64Array, column: number, series: number, from: number): Promise<void> {
    const to = from + target.length;
    const waiting: Promise<void>[] = [];
    for (let i = groupOf(this.#scan.groups, from); i < this.#scan.groups.length; i++) {
      const group = this.#scan.groups[i] as BatchGroup;
      if (group.from >= to) break;
      const batch = batchOf(group, series);
      const index = series - batch.firstSeries;
      const first = Math.max(from - group.from, 0);
      const part = target.subarray(group.from + first - from, group.from + group.rows - from);
      // Nearly all small pieces are cached: a promise for each would take longer than the piece.
      const piece = this.#known(batch, column, index);
      if (piece !== undefined) copyNumbers(piece, first, part);
      else waiting.push(this.#fetchInto(part, batch, column, index, first));
      if (waiting.length === CONCURRENT_READS) await Promise.all(waiting.splice(0));
    }
    await Promise.all(waiting);
  }

  #known(batch: BatchLocation, column: number, index: number): Piece | undefined {
    if (!this.#checked.has(batch.body)) return undefined;
    const { offset, length, checksumOffset } = this.#extent(batch, column, index);
    const checksum = this.#window.peek(checksumOffset, 4);
    const bytes = this.#window.peek(offset, length);
    return checksum && bytes && this.#piece(column, bytes, checksum, offset, length);
  }

  async #fetchInto(
    part: Float64Array,
    batch: BatchLocation,
    column: number,
    index: number,
    first: number,
  ): Promise<void> {
    const { offset, length, checksumOffset } = this.#extent(batch, column, index);
    await this.#checkChecksums(batch);
    const checksum = await this.#window.read(checksumOffset, 4);
    const isWhole = length >= READ_IN_PLACE && length === part.byteLength && this.#typeOf(column) === 'float64';
    const memory = isWhole ? new Uint8Array(part.buffer, part.byteOffset, length) : undefined;
    const piece = this.#piece(column, await this.#window.read(offset, length, memory), checksum, offset, length);
    if (!isWhole) copyNumbers(piece, first, part);
  }

  #extent(batch: BatchLocation, column: number, index: number): Extent {
    const length = this.#format.pieceLength(batch, column);
    const offset = batch.body + this.#format.columnOffset(batch, column) + index * length;
    return { offset, length, checksumOffset: batch.checksums + 4 * (column * batch.series + index) };
  }

  #piece(column: number, bytes: Uint8Array, checksum: Uint8Array, offset: number, length: number): Piece {
    if (bytes.length !== length || checksum.length !== 4 || crc32(bytes) !== uint32(checksum))
      throw this.#damaged(offset);
    return pieceOf(this.#typeOf(column), bytes);
  }

  #typeOf(column: number): Field['type'] {
    return (this.#format.columns[column] as Field).type;
  }

  async #checkChecksums(batch: BatchLocation): Promise<void> {
    if (this.#checked.has(batch.body)) return;
    const all = await this.#window.read(batch.checksums, this.#format.bodyLength(batch) + batch.body - batch.checksums);
    if (all.length === 0 || crc32(all) !== batch.checksum) throw this.#damaged(batch.checksums);
    this.#checked.add(batch.body);
  }

  #damaged(position: number): Error {
    return fileDamaged(this.#path, `is damaged at byte ${position}: checksum mismatch. To continue, ${RESTORE_ADVICE}`);
  }
}

const uint32 = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);

function copyNumbers(piece: Piece, first: number, target: Float64Array): void {
  if (piece instanceof BigInt64Array) for (let i = 0; i < target.length; i++) target[i] = Number(piece[first + i]);
  else target.set(piece.subarray(first, first + target.length));
}
