import { crc32 } from 'node:zlib';
import { fileDamaged, onFile } from '../files/errors.ts';
import type { FileSystem } from '../files/file-system.ts';
import type { Column } from './arrow.ts';
import type { BatchFormat, CheckedBatch } from './batch-format.ts';
import { FileWindow } from './file-window.ts';
import { IdleFile } from './idle-file.ts';
import type { TablePosition } from './table-position.ts';
import { type Piece, pieceOf } from './table-writer.ts';

/** A batch, and where its body and the checksums of its pieces begin in the file. */
type Place = CheckedBatch & { readonly body: number; readonly checksums: number };

/** Where a piece and its checksum are in the file. */
type Extent = { readonly offset: number; readonly length: number; readonly checksumOffset: number };

/** All batches of the same rows: together they have all series. */
type Group = { readonly from: number; readonly rows: number; readonly places: Place[] };

const PUT_BACK = 'put back a copy of the run, or sample anew in another directory';

/** Reads the committed part of a table: any rows of any column and series, checked against their checksums. */
export class TableReader {
  readonly #path: string;
  readonly #format: BatchFormat;
  readonly #window: FileWindow;
  readonly #groups: Group[];
  /** Bodies whose checksums are known to be right. */
  readonly #checked = new Set<number>();

  private constructor(path: string, file: IdleFile, format: BatchFormat, end: number, groups: Group[]) {
    this.#path = path;
    this.#format = format;
    this.#window = new FileWindow(file, end);
    this.#groups = groups;
  }

  /**
   * Opens a table and looks at the head of every batch.
   *
   * @throws EpsieError `FILE_DAMAGED` if it is shorter than it was at the last commit, or something else
   */
  static async open(
    fs: FileSystem,
    path: string,
    format: BatchFormat,
    position: TablePosition,
    series: number,
  ): Promise<TableReader> {
    const file = new IdleFile(fs, path);
    const groups = await onFile(path, 'read', () => scan(path, file, format, position, series));
    return new TableReader(path, file, format, position.bytes, groups);
  }

  /** Numbers of a column of a series, from one row to another. */
  async read(column: number, series: number, from: number, to: number): Promise<Float64Array> {
    const target = new Float64Array(Math.max(0, to - from));
    await onFile(this.#path, 'read', async () => {
      for (let i = this.#groupOf(from); i < this.#groups.length; i++) {
        const group = this.#groups[i] as Group;
        if (group.from >= to) break;
        const place = placeOf(group, series);
        const index = series - place.firstSeries;
        // Nearly all is in memory: a promise for each piece would take longer than the piece.
        const piece = this.#known(place, column, index) ?? (await this.#fetch(place, column, index));
        const first = Math.max(from - group.from, 0);
        copyNumbers(piece.subarray(first, to - group.from), target, group.from + first - from);
      }
    });
    return target;
  }

  #groupOf(row: number): number {
    let low = 0;
    let high = this.#groups.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#groups[middle] as Group).from <= row) low = middle;
      else high = middle;
    }
    return low;
  }

  #known(place: Place, column: number, index: number): Piece | undefined {
    if (!this.#checked.has(place.body)) return undefined;
    const { offset, length, checksumOffset } = this.#extent(place, column, index);
    const checksum = this.#window.peek(checksumOffset, 4);
    const bytes = this.#window.peek(offset, length);
    return checksum && bytes && this.#piece(column, bytes, checksum, offset, length);
  }

  async #fetch(place: Place, column: number, index: number): Promise<Piece> {
    const { offset, length, checksumOffset } = this.#extent(place, column, index);
    await this.#checkChecksums(place);
    const checksum = await this.#window.read(checksumOffset, 4);
    return this.#piece(column, await this.#window.read(offset, length), checksum, offset, length);
  }

  #extent(place: Place, column: number, index: number): Extent {
    const length = this.#format.pieceLength(place, column);
    const offset = place.body + this.#format.columnOffset(place, column) + index * length;
    return { offset, length, checksumOffset: place.checksums + 4 * (column * place.series + index) };
  }

  #piece(column: number, bytes: Uint8Array, checksum: Uint8Array, offset: number, length: number): Piece {
    if (bytes.length !== length || checksum.length !== 4 || crc32(bytes) !== uint32(checksum))
      throw this.#damaged(offset);
    return pieceOf((this.#format.columns[column] as Column).type, bytes);
  }

  async #checkChecksums(place: Place): Promise<void> {
    if (this.#checked.has(place.body)) return;
    const all = await this.#window.read(place.checksums, this.#format.bodyLength(place) + place.body - place.checksums);
    if (all.length === 0 || crc32(all) !== place.checksum) throw this.#damaged(place.checksums);
    this.#checked.add(place.body);
  }

  #damaged(position: number): Error {
    return fileDamaged(
      this.#path,
      `is damaged at byte ${position}: its checksum is another. Rather than read it, ${PUT_BACK}`,
    );
  }
}

function placeOf({ places }: Group, series: number): Place {
  let low = 0;
  for (let high = places.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((places[middle] as Place).firstSeries <= series) low = middle;
    else high = middle;
  }
  return places[low] as Place;
}

const uint32 = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);

async function scan(
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

function copyNumbers(piece: Piece, target: Float64Array, offset: number): void {
  if (piece instanceof BigInt64Array) for (let i = 0; i < piece.length; i++) target[offset + i] = Number(piece[i]);
  else target.set(piece, offset);
}
