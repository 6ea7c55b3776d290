import { crc32 } from 'node:zlib';
import { onFile } from '../files/file-failed.ts';
import type { OpenFile } from '../files/file-system.ts';
import { BYTES, type Field } from './arrow.ts';
import type { Batch, BatchFormat } from './batch-format.ts';
import type { TablePosition } from './table-position.ts';

/** Bytes of memory for a batch, unless a single series needs more. */
const STAGING = 8 * 2 ** 20;

/** Numbers of one column of one series. */
export type Piece = Float64Array | BigInt64Array | Int32Array | Uint8Array;

/** Rows to append to all series of a table. */
export type Rows = {
  /** Number of rows of each series. */
  readonly rows: number;
  /** Number of series. */
  readonly series: number;
  /** Writes the rows of a column and a series into `target`. */
  fill(column: number, series: number, target: Piece): void;
};

const ARRAYS = { float64: Float64Array, int64: BigInt64Array, int32: Int32Array, uint8: Uint8Array } as const;

/** Appends batches to a table. */
export class TableWriter {
  readonly #path: string;
  readonly #file: OpenFile;
  readonly #format: BatchFormat;
  #position: TablePosition;
  #staging = new Uint8Array(0);

  /** @param position end of the file */
  constructor(path: string, file: OpenFile, format: BatchFormat, position: TablePosition) {
    this.#path = path;
    this.#file = file;
    this.#format = format;
    this.#position = position;
  }

  /** End of the table. */
  get position(): TablePosition {
    return this.#position;
  }

  /** Appends rows; {@link TableWriter.sync} makes them durable. After an error the table ends where it did before. */
  async append(rows: Rows): Promise<void> {
    const before = this.#position;
    try {
      await onFile(this.#path, 'append to', () => this.#append(rows));
    } catch (error) {
      this.#position = before;
      // If this fails too, the next writer truncates the file before it appends.
      await this.#file.truncate(before.bytes).catch(() => undefined);
      throw error;
    }
  }

  /** Makes all appended rows durable. */
  async sync(): Promise<void> {
    await onFile(this.#path, 'append to', () => this.#file.syncData());
  }

  /** Closes the file. */
  close(): Promise<void> {
    return this.#file.close();
  }

  async #append(rows: Rows): Promise<void> {
    const from = this.#position.rows;
    const perBatch = this.#seriesPerBatch(rows);
    for (let firstSeries = 0; firstSeries < rows.series; firstSeries += perBatch) {
      const series = Math.min(perBatch, rows.series - firstSeries);
      await this.#write({ from, rows: rows.rows, firstSeries, series }, rows);
    }
    this.#position = { ...this.#position, rows: from + rows.rows };
  }

  async #write(batch: Batch, rows: Rows): Promise<void> {
    const { headLength } = this.#format;
    const length = headLength + this.#format.bodyLength(batch);
    // The head has a multiple of 8 bytes, so the body is aligned in memory too.
    if (this.#staging.length < length) this.#staging = new Uint8Array(length);
    const body = this.#staging.subarray(headLength, length);
    const checksum = fillBody(this.#format, batch, rows, body);
    const head = this.#format.head({ ...batch, checksum });
    this.#staging.set(head);
    const { bytes, batches, checksum: chain } = this.#position;
    await this.#file.write(this.#staging.subarray(0, length), bytes);
    this.#position = {
      ...this.#position,
      bytes: bytes + length,
      batches: batches + 1,
      checksum: crc32(head, chain),
    };
  }

  #seriesPerBatch({ rows }: Rows): number {
    const bytes = this.#format.columns.reduce((sum, { type }) => sum + rows * BYTES[type] + 4, 0);
    return Math.max(1, Math.floor(STAGING / bytes));
  }
}

/** Writes the body of a batch, and returns the checksum of its checksums. */
function fillBody(format: BatchFormat, batch: Batch, rows: Rows, body: Uint8Array): number {
  const checksums = body.subarray(format.checksumsOffset(batch));
  const view = new DataView(checksums.buffer, checksums.byteOffset, checksums.length);
  for (const [column, { type }] of format.columns.entries()) {
    const length = format.pieceLength(batch, column);
    let offset = format.columnOffset(batch, column);
    for (let i = 0; i < batch.series; i++, offset += length) {
      const bytes = body.subarray(offset, offset + length);
      rows.fill(column, batch.firstSeries + i, pieceOf(type, bytes));
      view.setUint32(4 * (column * batch.series + i), crc32(bytes), true);
    }
    clearPadding(body, offset);
  }
  clearPadding(checksums, 4 * batch.series * format.columns.length);
  return crc32(checksums);
}

/** Views bytes as numbers of a type. */
export function pieceOf(type: Field['type'], bytes: Uint8Array): Piece {
  const buffer = bytes.buffer as ArrayBuffer;
  return new ARRAYS[type](buffer, bytes.byteOffset, bytes.length / BYTES[type]);
}

// The memory may contain bytes of an earlier batch.
function clearPadding(bytes: Uint8Array, offset: number): void {
  bytes.fill(0, offset, Math.ceil(offset / 8) * 8);
}
