import { crc32 } from 'node:zlib';
import { isEpsieError } from '@epsie/core/checks';
import { onFile } from '../files/file-failed.ts';
import type { FileSystem, OpenFile } from '../files/file-system.ts';
import { IdleFile } from '../samples/idle-file.ts';
import { type BatchLocation, TableScan } from '../samples/table-scan.ts';
import type { CommittedTable } from './committed-tables.ts';
import { type Damage, DamageList } from './damage.ts';

/** Bytes in memory at once. */
const CHUNK = 2 ** 20;

/**
 * Verifies every checksum of the committed part of a table: of the heads, of the lists of checksums, and of each piece, which is one
 * quantity of one chain over the rows of one batch. Reads the file once, a chunk at a time.
 *
 * @param onBytes called with the number of bytes of each chunk that was read
 */
export async function checkTable(
  fs: FileSystem,
  table: CommittedTable,
  onBytes: (bytes: number) => void,
): Promise<DamageList> {
  const { path } = table;
  return onFile(path, 'read', async () => {
    const damage = new DamageList();
    const scan = new TableScan(path, new IdleFile(fs, path), table.format, table.series);
    await checkHeads(scan, table, damage);
    const file = await fs.open(path, 'read');
    try {
      const check = new BatchCheck(file, table, damage, onBytes);
      for (const { batches } of scan.groups) for (const batch of batches) await check.check(batch);
    } finally {
      await file.close();
    }
    return damage;
  });
}

// Behind a damaged head nothing can be found, since the length of its body is unknown.
async function checkHeads(scan: TableScan, { path, position }: CommittedTable, damage: DamageList): Promise<void> {
  try {
    await scan.advance(position);
  } catch (error) {
    if (!isEpsieError(error, 'FILE_DAMAGED')) throw error;
    damage.add({ path, message: error.message });
  }
}

class BatchCheck {
  readonly #file: OpenFile;
  readonly #table: CommittedTable;
  readonly #damage: DamageList;
  readonly #onBytes: (bytes: number) => void;
  readonly #chunk = Buffer.allocUnsafeSlow(CHUNK);

  constructor(file: OpenFile, table: CommittedTable, damage: DamageList, onBytes: (bytes: number) => void) {
    this.#file = file;
    this.#table = table;
    this.#damage = damage;
    this.#onBytes = onBytes;
  }

  /** Checks one batch. */
  async check(batch: BatchLocation): Promise<void> {
    const { path, format } = this.#table;
    const length = format.bodyLength(batch) + batch.body - batch.checksums;
    const checksums = Buffer.allocUnsafe(length);
    const read = await this.#file.read(checksums, batch.checksums);
    if (read === length && crc32(checksums) === batch.checksum) return this.#checkPieces(batch, checksums);
    const message = `${path} is damaged at byte ${batch.checksums}: the checksums of ${this.#rowsOf(batch)} do not match`;
    this.#damage.add({ path, message, offset: batch.checksums });
  }

  async #checkPieces(batch: BatchLocation, checksums: Buffer): Promise<void> {
    const { format } = this.#table;
    for (const [column, { name }] of format.columns.entries()) {
      const length = format.pieceLength(batch, column);
      const first = batch.body + format.columnOffset(batch, column);
      for (let k = 0; k < batch.series; k++) {
        const offset = first + k * length;
        const expected = checksums.readUInt32LE(4 * (column * batch.series + k));
        if ((await this.#checksumAt(offset, length)) !== expected)
          this.#damage.add(this.#piece(batch, name, k, offset));
      }
    }
  }

  async #checksumAt(offset: number, length: number): Promise<number> {
    let checksum = 0;
    for (let done = 0; done < length; done += CHUNK) {
      const part = this.#chunk.subarray(0, Math.min(CHUNK, length - done));
      const read = await this.#file.read(part, offset + done);
      checksum = crc32(part.subarray(0, read), checksum);
      this.#onBytes(read);
    }
    return checksum;
  }

  #piece(batch: BatchLocation, column: string, k: number, offset: number): Damage {
    const { path, chains } = this.#table;
    const series = batch.firstSeries + k;
    const [chain, temperature] = [series % chains, Math.floor(series / chains)];
    const where = `\`${column}\` of chain ${chain} at temperature ${temperature}`;
    const message = `${path} is damaged at byte ${offset}: checksum mismatch in ${where}, ${this.#rowsOf(batch)}`;
    return { path, message, offset, column, chain, temperature };
  }

  #rowsOf({ from, rows }: BatchLocation): string {
    const { iterationOf } = this.#table;
    return `iterations ${iterationOf(from)} to ${iterationOf(from + rows - 1)}`;
  }
}
