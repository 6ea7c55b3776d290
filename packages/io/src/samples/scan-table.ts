import { crc32 } from 'node:zlib';
import { fileDamaged } from '../files/errors.ts';
import type { BatchFormat, CheckedBatch } from './batch-format.ts';
import type { IdleFile } from './idle-file.ts';
import type { TablePosition } from './table-position.ts';

/** A batch, and where its body and the checksums of its pieces begin in the file. */
export type Place = CheckedBatch & { readonly body: number; readonly checksums: number };

/** All batches of the same rows: together they have all series. */
export type Group = { readonly from: number; readonly rows: number; readonly places: Place[] };

/** What to do about a table that is not as it was. */
export const PUT_BACK = 'put back a copy of the run, or sample anew in another directory';

/** The batch of a series. */
export function placeOf({ places }: Group, series: number): Place {
  let low = 0;
  for (let high = places.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((places[middle] as Place).firstSeries <= series) low = middle;
    else high = middle;
  }
  return places[low] as Place;
}

/** The group that a row is in, by its index. */
export function groupOf(groups: readonly Group[], row: number): number {
  let low = 0;
  for (let high = groups.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((groups[middle] as Group).from <= row) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Looks at the head of every batch of the committed part of a table.
 *
 * @throws EpsieError `FILE_DAMAGED` if it is shorter than it was, or something else
 */
export async function scanTable(
  path: string,
  file: IdleFile,
  format: BatchFormat,
  position: TablePosition,
  series: number,
): Promise<Group[]> {
  const size = await file.size();
  if (size < position.bytes) {
    const lengths = `${size} bytes of the ${position.bytes} that its last checkpoint says`;
    throw fileDamaged(path, `is shorter than it was: it has ${lengths}. It was cut off or replaced: ${PUT_BACK}`);
  }
  const schema = new Uint8Array(format.schema.length);
  await file.read(schema, 0);
  if (!schema.every((byte, i) => byte === format.schema[i]))
    throw fileDamaged(path, `does not begin as the samples of this run do: ${PUT_BACK}`);
  return scanBatches(path, file, format, position, series);
}

async function scanBatches(
  path: string,
  file: IdleFile,
  format: BatchFormat,
  position: TablePosition,
  series: number,
): Promise<Group[]> {
  const groups: Group[] = [];
  const head = new Uint8Array(format.headLength);
  let at = format.schema.length;
  let checksum = 0;
  for (let i = 0; i < position.batches; i++) {
    await file.read(head, at);
    const batch = format.parse(head);
    if (batch === undefined || !follows(groups, batch, series))
      throw fileDamaged(
        path,
        `is damaged at byte ${at}: no batch of this run begins there. Rather than read it, ${PUT_BACK}`,
      );
    checksum = crc32(head, checksum);
    const body = at + format.headLength;
    if (batch.firstSeries === 0) groups.push({ from: batch.from, rows: batch.rows, places: [] });
    groups.at(-1)?.places.push({ ...batch, body, checksums: body + format.checksumsOffset(batch) });
    at = body + format.bodyLength(batch);
  }
  const last = groups.at(-1);
  const rows = last === undefined ? 0 : last.from + last.rows;
  if (at !== position.bytes || checksum !== position.checksum || rows !== position.rows || !isComplete(last, series))
    throw fileDamaged(
      path,
      `has not the samples that the checkpoint speaks of: it was replaced or mixed up. ${PUT_BACK}`,
    );
  return groups;
}

const isComplete = (group: Group | undefined, series: number): boolean =>
  group === undefined || group.places.reduce((sum, place) => sum + place.series, 0) === series;

/** Whether a batch goes on where those before it end. */
function follows(groups: readonly Group[], { from, rows, firstSeries, series }: CheckedBatch, all: number): boolean {
  const group = groups.at(-1);
  const last = group?.places.at(-1);
  const end = last === undefined ? all : last.firstSeries + last.series;
  if (firstSeries + series > all) return false;
  if (end === all) return firstSeries === 0 && from === (group === undefined ? 0 : group.from + group.rows);
  return firstSeries === end && from === group?.from && rows === group.rows;
}
