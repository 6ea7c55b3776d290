import { hostname } from 'node:os';
import { sweepTemporaries, writeAtomically } from '../files/atomic-write.ts';
import { fileDamaged, fileFailed, onFile } from '../files/errors.ts';
import type { FileSystem, OpenFile } from '../files/file-system.ts';
import { acquireLock, type Lock } from '../files/lock.ts';
import type { ProcessIdentity } from '../files/process-identity.ts';
import { readFile } from '../files/read-file.ts';
import { emptyPosition, type TablePosition } from '../samples/table-position.ts';
import { TableReader } from '../samples/table-reader.ts';
import { TableWriter } from '../samples/table-writer.ts';
import { checkBlobs, checkPosition } from './belonging.ts';
import { type Checkpoint, CheckpointStore } from './checkpoint-store.ts';
import type { Commit, Session } from './commit.ts';
import { History, type RunSampler } from './history.ts';
import { layout } from './layout.ts';
import { type Manifest, writeManifest } from './manifest.ts';
import { type RecordedTable, Recording } from './recording.ts';

/** Sessions that a checkpoint lists. */
const SESSIONS = 1000;

/** A run that is being written. */
type Parts = {
  readonly fs: FileSystem;
  readonly directory: string;
  readonly lock: Lock;
  readonly store: CheckpointStore;
  readonly manifest: Manifest;
  readonly recording: Recording;
  readonly commit: Commit;
  readonly epoch: number;
  /** Where the tables end that are gone on with: those of the commit, or more. */
  readonly tables: Commit['tables'];
  /** Iterations that they have. */
  readonly from: number;
};

/** What was appended to a run beyond the commit of an epoch, but not made durable. */
export type Kept = { readonly epoch: number; readonly iterations: number; readonly tables: Commit['tables'] };

/** Who writes, and what the last writer of the same process left. */
export type WriterOptions = { readonly identity?: ProcessIdentity | undefined; readonly kept?: Kept | undefined };

/**
 * Adds to a run: only one process at a time, and in whole steps. A commit appends the new draws, makes them durable, and then
 * writes a checkpoint that says how much of them belongs to it. What an interrupted commit appended is cut off by the next writer.
 */
export class RunWriter {
  readonly #parts: Parts;
  readonly #tables: readonly TableWriter[];
  readonly #began = performance.now();
  readonly #session: Session;
  #commit: Commit;
  #epoch: number;
  /** Iterations that all tables have, durable or not. */
  #appended: number;

  private constructor(parts: Parts, tables: readonly TableWriter[]) {
    this.#parts = parts;
    this.#tables = tables;
    this.#commit = parts.commit;
    this.#epoch = parts.epoch;
    this.#appended = parts.from;
    const began = new Date().toISOString();
    const { iterations } = parts.commit;
    this.#session = { began, host: hostname(), pid: process.pid, node: process.versions.node, from: iterations };
  }

  /**
   * Takes the lock and makes the run ready to go on from its last commit.
   *
   * @throws EpsieError `RUN_LOCKED` if another process writes, `FILE_DAMAGED`, `FILE_FAILED`; Error if the sampler stands elsewhere
   */
  static async open(
    fs: FileSystem,
    directory: string,
    manifest: Manifest,
    sampler: RunSampler,
    { identity, kept }: WriterOptions = {},
  ): Promise<RunWriter> {
    const lock = await acquireLock(fs, directory, identity);
    const tables: TableWriter[] = [];
    try {
      for (const place of [directory, layout.samples(directory), layout.checkpoints(directory)])
        await onFile(place, 'write to', () => sweepTemporaries(fs, place));
      const store = new CheckpointStore(fs, directory);
      const { checkpoint } = await store.newest();
      const base = { fs, directory, lock, store };
      const parts = await (checkpoint === undefined
        ? begin(base, manifest, sampler)
        : goOn(base, manifest, sampler, checkpoint, kept));
      for (const table of parts.recording.tables) tables.push(await openTable(parts, table));
      return new RunWriter(parts, tables);
    } catch (error) {
      await Promise.allSettled([...tables.map((table) => table.close()), lock.release()]);
      throw error;
    }
  }

  /** The last commit. */
  get commit(): Commit {
    return this.#commit;
  }

  /** The manifest, which the first writer completes. */
  get manifest(): Manifest {
    return this.#parts.manifest;
  }

  /** What is appended beyond the last commit: the next writer of this process can go on from there. */
  get kept(): Kept | undefined {
    const iterations = this.#appended;
    if (iterations === this.#commit.iterations) return undefined;
    return { epoch: this.#epoch, iterations, tables: this.#tableMap };
  }

  /** Appends what the sampler did and remembers. Where it fails, the run stays as it was, and it can be tried again. */
  async append(sampler: RunSampler): Promise<void> {
    const { recording, lock } = this.#parts;
    await lock.verify();
    const history = new History(sampler);
    for (const [i, table] of recording.tables.entries()) {
      const writer = this.#tables[i] as TableWriter;
      const { rows } = writer.position;
      // An append that failed may have got as far as this table.
      if (table.rowsAt(sampler.iterations) > rows) await writer.append(table.rows(history, rows, sampler.iterations));
    }
    this.#appended = sampler.iterations;
  }

  /** Makes all that was appended durable, with the state of the sampler, which did nothing since. */
  async save(sampler: RunSampler): Promise<void> {
    const { lock, store } = this.#parts;
    for (const table of this.#tables) await table.sync();
    const commit = this.#commitOf(sampler);
    await lock.verify();
    this.#epoch = await store.write(sampler.state, commit);
    this.#commit = commit;
  }

  /** Lets others write. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#tables.map((table) => table.close()));
    await this.#parts.lock.release();
  }

  get #tableMap(): Commit['tables'] {
    const positions = this.#tables.map((table) => table.position);
    return tablesOf(this.#parts.recording, positions);
  }

  #commitOf({ iterations }: RunSampler): Commit {
    const { commit } = this.#parts;
    const seconds = (performance.now() - this.#began) / 1000;
    return {
      iterations,
      blobs: commit.blobs,
      tables: this.#tableMap,
      samplingTime: commit.samplingTime + seconds,
      sessions: [...commit.sessions, this.#session].slice(-SESSIONS),
    };
  }
}

type Base = Pick<Parts, 'fs' | 'directory' | 'lock' | 'store'>;

/** The first writer: tables without rows, and a checkpoint of the start. */
async function begin(base: Base, created: Manifest, sampler: RunSampler): Promise<Parts> {
  const { fs, directory, store } = base;
  const { seed, iterations: start } = sampler;
  const state = sampler.state; // throws if the sampler has not started
  const manifest = { ...created, seed, start };
  if (seed !== created.seed || start !== created.start) await writeManifest(fs, directory, manifest);
  const blobs = Object.keys(sampler.currentBlobs ?? {});
  const recording = new Recording({ ...manifest, options: manifest.recording, blobs });
  const positions: TablePosition[] = [];
  for (const { name, format } of recording.tables) {
    await beginTable(fs, directory, name, format.schema);
    positions.push(emptyPosition(format.schema));
  }
  const tables = tablesOf(recording, positions);
  const commit: Commit = { iterations: start, blobs, tables, samplingTime: 0, sessions: [] };
  const epoch = await store.write(state, commit);
  return { ...base, manifest, recording, commit, epoch, tables, from: start };
}

/** Makes a table without rows; one that an interrupted first writer made is replaced. */
async function beginTable(
  fs: FileSystem,
  directory: string,
  name: 'draws' | 'swaps',
  schema: Uint8Array,
): Promise<void> {
  const path = layout.table(directory, name);
  if ((await lengthOf(fs, path)) > schema.length) {
    const lost = 'has draws, but the run has no checkpoint that says which of them count';
    throw fileDamaged(path, `${lost}: put back a copy of the checkpoints, or sample anew in another directory`);
  }
  await writeAtomically(fs, path, schema);
}

/** Length of a file; 0 where there is none. */
async function lengthOf(fs: FileSystem, path: string): Promise<number> {
  try {
    return (await readFile(fs, path)).length;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return 0;
    throw fileFailed(path, 'read', error);
  }
}

/** A later writer. */
async function goOn(
  base: Base,
  manifest: Manifest,
  sampler: RunSampler,
  checkpoint: Checkpoint,
  kept: Kept | undefined,
): Promise<Parts> {
  const { commit, epoch } = checkpoint;
  // Nobody wrote since, and the sampler goes on from there: what was appended then is there still.
  const goesOn = kept?.epoch === epoch && kept.iterations === sampler.lastClear;
  const { tables, iterations: from } = goesOn ? kept : commit;
  checkPosition(base.directory, sampler, checkpoint, from);
  checkBlobs(base.directory, sampler, commit.blobs);
  const recording = new Recording({ ...manifest, options: manifest.recording, blobs: commit.blobs });
  return { ...base, manifest, recording, commit, epoch, tables, from };
}

/** Opens a table where its last commit ends, after a look at what is there. */
async function openTable({ fs, directory, tables }: Parts, table: RecordedTable): Promise<TableWriter> {
  const path = layout.table(directory, table.name);
  const position = tables[table.name] as TablePosition;
  await TableReader.open(fs, path, table.format, position, table.series);
  const file: OpenFile = await onFile(path, 'write to', () => fs.open(path, 'write'));
  try {
    await onFile(path, 'cut off the end of', () => file.truncate(position.bytes));
  } catch (error) {
    await file.close();
    throw error;
  }
  return new TableWriter(path, file, table.format, position);
}

function tablesOf({ swaps }: Recording, positions: readonly TablePosition[]): Commit['tables'] {
  const [draws, sweeps] = positions as [TablePosition, TablePosition];
  return swaps === undefined ? { draws } : { draws, swaps: sweeps };
}
