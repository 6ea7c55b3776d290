import { crc32 } from 'node:zlib';
import { fileDamaged } from '../files/errors.ts';
import type { BatchFormat, CheckedBatch } from './batch-format.ts';
import type { IdleFile } from './idle-file.ts';
import type { TablePosition } from './table-position.ts';

/** A batch, and where its body and the checksums of its pieces begin in the file. */
export type BatchLocation = CheckedBatch & { readonly body: number; readonly checksums: number };

/** All batches of the same rows: together they have all series. */
export type BatchGroup = { readonly from: number; readonly rows: number; readonly batches: BatchLocation[] };

/** What to do about a table that is not as it was. */
export const RESTORE_ADVICE = 'put back a copy of the run, or sample anew in another directory';

/** The batch of a series. */
export function batchOf({ batches }: BatchGroup, series: number): BatchLocation {
  let low = 0;
  for (let high = batches.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((batches[middle] as BatchLocation).firstSeries <= series) low = middle;
    else high = middle;
  }
  return batches[low] as BatchLocation;
}

/** The group that a row is in, by its index. */
export function groupOf(groups: readonly BatchGroup[], row: number): number {
  let low = 0;
  for (let high = groups.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((groups[middle] as BatchGroup).from <= row) low = middle;
    else high = middle;
  }
  return low;
}

/** Bytes that are read at a time: many heads where batches are small. */
const READ_AHEAD = 2 ** 14;
const NOTHING = { at: 0, bytes: new Uint8Array(0) };

/** What a table is made of, as the heads of its batches say. */
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

  /** @param series how many the table has */
  constructor(path: string, file: IdleFile, format: BatchFormat, series: number) {
    this.#path = path;
    this.#file = file;
    this.#format = format;
    this.#series = series;
    this.#bytes = format.schema.length;
  }

  /**
   * Looks at the heads up to a position, from where the last look ended.
   *
   * @throws EpsieError `FILE_DAMAGED` if the table is shorter than that, or something else: the scan is of no more use then
   */
  async advance(position: TablePosition): Promise<void> {
    const size = await this.#file.size();
    if (size < position.bytes) {
      const lengths = `${size} bytes of the ${position.bytes} that its last checkpoint says`;
      throw this.#damaged(`is shorter than it was: it has ${lengths}. It was cut off or replaced: ${RESTORE_ADVICE}`);
    }
    if (this.#batches === 0) await this.#expectSchema();
    while (this.#batches < position.batches) await this.#addBatch();
    // Behind the end a writer may be at work.
    this.#ahead = NOTHING;
    if (this.#isAt(position)) return;
    throw this.#damaged(
      `has not the samples that the checkpoint speaks of: it was replaced or mixed up. ${RESTORE_ADVICE}`,
    );
  }

  async #expectSchema(): Promise<void> {
    const { schema } = this.#format;
    const begin = new Uint8Array(schema.length);
    await this.#file.read(begin, 0);
    if (Buffer.compare(begin, schema) !== 0)
      throw this.#damaged(`does not begin as the samples of this run do: ${RESTORE_ADVICE}`);
  }

  async #addBatch(): Promise<void> {
    const head = await this.#head(this.#bytes);
    const batch = this.#format.parse(head);
    if (batch === undefined || !follows(this.groups, batch, this.#series)) {
      const problem = `is damaged at byte ${this.#bytes}: no batch of this run begins there`;
      throw this.#damaged(`${problem}. Rather than read it, ${RESTORE_ADVICE}`);
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

/** Whether a batch goes on where those before it end. */
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
