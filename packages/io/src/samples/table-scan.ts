import { crc32 } from 'node:zlib';
import { fileDamaged } from '../errors/file-damaged.ts';
import type { BatchFormat, CheckedBatch } from './batch-format.ts';
import type { IdleFile } from './idle-file.ts';
import type { TablePosition } from './table-position.ts';

/** A batch, with the offsets of its body and of the checksums of its pieces in the file. */
export type BatchLocation = CheckedBatch & { readonly body: number; readonly checksums: number };

/** All batches of the same rows, which together have all series. */
export type BatchGroup = { readonly from: number; readonly rows: number; readonly batches: BatchLocation[] };

/** Advice for a damaged table. */
export const RESTORE_ADVICE = 'restore a copy of the run, or sample again in another directory';

/** Returns the batch of a series. */
export function batchOf({ batches }: BatchGroup, series: number): BatchLocation {
  let low = 0;
  for (let high = batches.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((batches[middle] as BatchLocation).firstSeries <= series) low = middle;
    else high = middle;
  }
  return batches[low] as BatchLocation;
}

/** Returns the index of the group of a row. */
export function groupOf(groups: readonly BatchGroup[], row: number): number {
  let low = 0;
  for (let high = groups.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((groups[middle] as BatchGroup).from <= row) low = middle;
    else high = middle;
  }
  return low;
}

/** Bytes per read: many heads where batches are small. */
const READ_AHEAD = 2 ** 14;
const NOTHING = { at: 0, bytes: new Uint8Array(0) };

/** Index of the batches of a table, read from their heads. */
export class TableScan {
  readonly groups: BatchGroup[] = [];
  readonly #path: string;
  readonly #file: IdleFile;
  readonly #format: BatchFormat;
  readonly #series: number;
  #bytes: number;
  #batches = 0;
  #checksum = 0;
  #ahead = NOTHING;

  /** @param series number of series of the table */
  constructor(path: string, file: IdleFile, format: BatchFormat, series: number) {
    this.#path = path;
    this.#file = file;
    this.#format = format;
    this.#series = series;
    this.#bytes = format.schema.length;
  }

  /**
   * Reads the heads up to a position, from where the last call ended.
   *
   * @throws EpsieError `FILE_DAMAGED` if the table is shorter, or not the expected one; the scan cannot be used any more then
   */
  async advance(position: TablePosition): Promise<void> {
    const size = await this.#file.size();
    if (size < position.bytes) {
      const lengths = `has ${size} bytes, but its last checkpoint refers to ${position.bytes}`;
      throw this.#damaged(`${lengths}: it was truncated or replaced. To continue, ${RESTORE_ADVICE}`);
    }
    if (this.#batches === 0) await this.#expectSchema();
    while (this.#batches < position.batches) await this.#addBatch();
    // A writer may be changing the bytes behind the end.
    this.#ahead = NOTHING;
    if (this.#isAt(position)) return;
    throw this.#damaged(`does not contain the samples that the checkpoint refers to: ${RESTORE_ADVICE}`);
  }

  async #expectSchema(): Promise<void> {
    const { schema } = this.#format;
    const begin = new Uint8Array(schema.length);
    await this.#file.read(begin, 0);
    if (Buffer.compare(begin, schema) !== 0)
      throw this.#damaged(`does not begin with the schema of this run: ${RESTORE_ADVICE}`);
  }

  async #addBatch(): Promise<void> {
    const head = await this.#head(this.#bytes);
    const batch = this.#format.parse(head);
    if (batch === undefined || !follows(this.groups, batch, this.#series)) {
      const problem = `is damaged at byte ${this.#bytes}: invalid head of a batch`;
      throw this.#damaged(`${problem}. To continue, ${RESTORE_ADVICE}`);
    }
    const body = this.#bytes + this.#format.headLength;
    if (batch.firstSeries === 0) this.groups.push({ from: batch.from, rows: batch.rows, batches: [] });
    this.groups.at(-1)?.batches.push({ ...batch, body, checksums: body + this.#format.checksumsOffset(batch) });
    this.#checksum = crc32(head, this.#checksum);
    this.#bytes = body + this.#format.bodyLength(batch);
    this.#batches++;
  }

  async #head(at: number): Promise<Uint8Array> {
    const { headLength } = this.#format;
    if (at < this.#ahead.at || at + headLength > this.#ahead.at + this.#ahead.bytes.length) {
      const bytes = new Uint8Array(Math.max(READ_AHEAD, headLength));
      this.#ahead = { at, bytes: bytes.subarray(0, await this.#file.read(bytes, at)) };
    }
    return this.#ahead.bytes.subarray(at - this.#ahead.at, at - this.#ahead.at + headLength);
  }

  #isAt({ bytes, batches, checksum, rows }: TablePosition): boolean {
    const last = this.groups.at(-1);
    const isEnd = this.#bytes === bytes && this.#batches === batches && this.#checksum === checksum;
    return isEnd && rows === (last === undefined ? 0 : last.from + last.rows) && isComplete(last, this.#series);
  }

  #damaged(problem: string): Error {
    return fileDamaged(this.#path, problem);
  }
}

const isComplete = (group: BatchGroup | undefined, series: number): boolean =>
  group === undefined || group.batches.reduce((sum, batch) => sum + batch.series, 0) === series;

/** Returns whether a batch continues where those before it end. */
function follows(
  groups: readonly BatchGroup[],
  { from, rows, firstSeries, series }: CheckedBatch,
  all: number,
): boolean {
  const group = groups.at(-1);
  const last = group?.batches.at(-1);
  const end = last === undefined ? all : last.firstSeries + last.series;
  if (firstSeries + series > all) return false;
  if (end === all) return firstSeries === 0 && from === (group === undefined ? 0 : group.from + group.rows);
  return firstSeries === end && from === group?.from && rows === group.rows;
}
