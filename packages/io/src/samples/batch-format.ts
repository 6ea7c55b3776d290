import { BYTES, batchMessage, type Field, type Metadata, schemaMessage } from './arrow.ts';

/** Part of a table in a batch: the same rows of some consecutive series, of which there is one for each temperature and chain. */
export type Batch = {
  /** First row, counted from the start of the run. */
  readonly from: number;
  /** Number of rows of each series. */
  readonly rows: number;
  /** First series. */
  readonly firstSeries: number;
  /** Number of series. */
  readonly series: number;
};

/** A batch with the checksum of the checksums of its pieces. */
export type CheckedBatch = Batch & { readonly checksum: number };

const KEY = 'epsie.batch';

/**
 * Layout of the batches of one table in the file. The body of a batch has its columns one after the other, and in each the rows series by series,
 * so that a variable of a chain is contiguous. They are followed, where readers of Arrow do not look, by the CRC-32 of every piece (one column
 * of one series); the CRC-32 of those is in the head of the batch.
 *
 * The head is determined by the {@link CheckedBatch}. So it is not parsed but created again and compared, which detects any damage to it.
 */
export class BatchFormat {
  readonly columns: readonly Field[];
  /** Schema message, with which the file begins. */
  readonly schema: Uint8Array;
  /** Length of the head of every batch, in bytes. */
  readonly headLength: number;
  readonly #textAt: number;
  readonly #textLength: number;

  /** @param metadata of the table, which readers of Arrow show */
  constructor(columns: readonly Field[], metadata: Metadata) {
    this.columns = columns;
    this.schema = schemaMessage(columns, metadata);
    const batch = { from: 0, rows: 1, firstSeries: 0, series: 1, checksum: 0 };
    const head = this.head(batch);
    const text = batchText(batch);
    this.headLength = head.length;
    this.#textLength = text.length;
    this.#textAt = new TextDecoder('latin1').decode(head).indexOf(text);
  }

  /** Returns the head of a batch. */
  head(batch: CheckedBatch): Uint8Array {
    const buffers = this.columns.map(({ type }, column) => {
      return [this.columnOffset(batch, column), batch.series * batch.rows * BYTES[type]] as const;
    });
    return batchMessage(batch.series * batch.rows, buffers, this.bodyLength(batch), { [KEY]: batchText(batch) });
  }

  /** Parses the head of a batch; `undefined` if it is not one of this table, or damaged. */
  parse(head: Uint8Array): CheckedBatch | undefined {
    const text = new TextDecoder('latin1').decode(head.subarray(this.#textAt, this.#textAt + this.#textLength));
    const batch = parseBatchText(text);
    if (batch === undefined || batch.series * batch.rows === 0) return undefined;
    return equalBytes(this.head(batch), head) ? batch : undefined;
  }

  /** Returns the length of the body of a batch, in bytes. */
  bodyLength(batch: Batch): number {
    return this.checksumsOffset(batch) + padded(4 * batch.series * this.columns.length);
  }

  /** Returns the offset of a column in the body. */
  columnOffset({ series, rows }: Batch, column: number): number {
    let offset = 0;
    for (let i = 0; i < column; i++) offset += padded(series * rows * this.#bytes(i));
    return offset;
  }

  /** Returns the bytes of a piece: the rows of one series in a column. */
  pieceLength({ rows }: Batch, column: number): number {
    return rows * this.#bytes(column);
  }

  /** Returns the offset of the checksums of the pieces in the body, column by column, 4 bytes each. */
  checksumsOffset(batch: Batch): number {
    return this.columnOffset(batch, this.columns.length);
  }

  #bytes(column: number): number {
    return BYTES[(this.columns[column] as Field).type];
  }
}

const padded = (length: number): number => Math.ceil(length / 8) * 8;

// Fixed widths, so that the heads of all batches have the same length.
const batchText = ({ from, rows, firstSeries, series, checksum }: CheckedBatch): string =>
  `from=${hex(from, 14)} rows=${hex(rows, 14)} first=${hex(firstSeries, 8)} series=${hex(series, 8)} crc32=${hex(checksum, 8)}`;

const BATCH_TEXT =
  /^from=([0-9a-f]{14}) rows=([0-9a-f]{14}) first=([0-9a-f]{8}) series=([0-9a-f]{8}) crc32=([0-9a-f]{8})$/;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

function parseBatchText(text: string): CheckedBatch | undefined {
  const match = BATCH_TEXT.exec(text);
  if (match === null) return undefined;
  const [from, rows, firstSeries, series, checksum] = match.slice(1).map((digits) => Number.parseInt(digits, 16)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { from, rows, firstSeries, series, checksum };
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
