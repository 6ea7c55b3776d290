import { BYTES, batchMessage, type Field, type Metadata, schemaMessage } from './arrow.ts';

/** Which part of a table a batch holds: the same rows of some series (one for each temperature and chain) that follow each other. */
export type Batch = {
  /** Index of the first row, counted in each series from the start of the run. */
  readonly from: number;
  /** Rows of each series. */
  readonly rows: number;
  /** The first series. */
  readonly firstSeries: number;
  /** Number of series. */
  readonly series: number;
};

/** A batch with the checksum of its checksums. */
export type CheckedBatch = Batch & { readonly checksum: number };

const KEY = 'epsie.batch';

/**
 * How the batches of one table look in the file. The body of a batch has its columns one behind the other, in each the rows series
 * by series, so that a variable of a chain is contiguous. Behind them, where readers of Arrow do not look, lies a CRC-32 of
 * every piece (one column of one series), and the CRC-32 of those is in the head of the batch.
 *
 * The head follows from the {@link CheckedBatch} alone. So it is not parsed but made again and compared, and no damage to it goes
 * unseen.
 */
export class BatchFormat {
  readonly columns: readonly Field[];
  /** What the file begins with. */
  readonly schema: Uint8Array;
  /** Length of the head of every batch, in bytes. */
  readonly headLength: number;
  readonly #textAt: number;
  readonly #textLength: number;

  /** @param metadata what readers of Arrow show of the table */
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

  /** The head of a batch. */
  head(batch: CheckedBatch): Uint8Array {
    const buffers = this.columns.map(({ type }, column) => {
      return [this.columnOffset(batch, column), batch.series * batch.rows * BYTES[type]] as const;
    });
    return batchMessage(batch.series * batch.rows, buffers, this.bodyLength(batch), { [KEY]: batchText(batch) });
  }

  /** Reads the head of a batch; nothing if it is none of this table, or damaged. */
  parse(head: Uint8Array): CheckedBatch | undefined {
    const text = new TextDecoder('latin1').decode(head.subarray(this.#textAt, this.#textAt + this.#textLength));
    const batch = parseBatchText(text);
    if (batch === undefined || batch.series * batch.rows === 0) return undefined;
    return equalBytes(this.head(batch), head) ? batch : undefined;
  }

  /** Length of the body of a batch, in bytes. */
  bodyLength(batch: Batch): number {
    return this.checksumsOffset(batch) + padded(4 * batch.series * this.columns.length);
  }

  /** Where a column begins in the body. */
  columnOffset({ series, rows }: Batch, column: number): number {
    let offset = 0;
    for (let i = 0; i < column; i++) offset += padded(series * rows * this.#bytes(i));
    return offset;
  }

  /** Bytes of a piece: the rows of one series in a column. */
  pieceLength({ rows }: Batch, column: number): number {
    return rows * this.#bytes(column);
  }

  /** Where the checksums of the pieces begin in the body, column by column, 4 bytes each. */
  checksumsOffset(batch: Batch): number {
    return this.columnOffset(batch, this.columns.length);
  }

  #bytes(column: number): number {
    return BYTES[(this.columns[column] as Field).type];
  }
}

const padded = (length: number): number => Math.ceil(length / 8) * 8;

// Fixed widths: the head of every batch has the same length.
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
