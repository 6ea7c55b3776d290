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
};

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

  private constructor(parts: Parts, tables: readonly TableWriter[]) {
    this.#parts = parts;
    this.#tables = tables;
    this.#commit = parts.commit;
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
    identity?: ProcessIdentity,
  ): Promise<RunWriter> {
    const lock = await acquireLock(fs, directory, identity);
    const tables: TableWriter[] = [];
    try {
      for (const place of [directory, layout.samples(directory), layout.checkpoints(directory)])
        await onFile(place, 'write to', () => sweepTemporaries(fs, place));
      const store = new CheckpointStore(fs, directory, manifest.id);
      const { checkpoint } = await store.newest();
      const base = { fs, directory, lock, store };
      const parts = await (checkpoint === undefined
        ? begin(base, manifest, sampler)
        : goOn(base, manifest, sampler, checkpoint));
      for (const table of parts.recording.tables) await expectWhole(parts, table);
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

  /**
   * Makes everything that the sampler did durable. Where it fails, the run stays as it was, and it can be tried again.
   */
  async add(sampler: RunSampler): Promise<void> {
    const { recording, lock, store } = this.#parts;
    await lock.verify();
    const history = new History(sampler);
    for (const [i, table] of recording.tables.entries()) {
      const writer = this.#tables[i] as TableWriter;
      const { rows } = writer.position;
      // A failed commit may have got as far as this table.
      if (table.rowsAt(sampler.iterations) > rows) await writer.append(table.rows(history, rows, sampler.iterations));
    }
    const commit = this.#commitOf(sampler);
    await lock.verify();
    await store.write(sampler.state, commit);
    this.#commit = commit;
  }

  /** Lets others write. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#tables.map((table) => table.close()));
    await this.#parts.lock.release();
  }

  #commitOf({ iterations }: RunSampler): Commit {
    const { commit, recording } = this.#parts;
    const positions = this.#tables.map((table) => table.position);
    const seconds = (performance.now() - this.#began) / 1000;
    return {
      run: commit.run,
      iterations,
      blobs: commit.blobs,
      tables: tablesOf(recording, positions),
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
  for (const table of recording.tables) await expectNoRows(fs, directory, table);
  // One that an interrupted first writer made is replaced.
  for (const { name, format } of recording.tables)
    await writeAtomically(fs, layout.table(directory, name), format.schema);
  const positions = recording.tables.map(({ format }) => emptyPosition(format.schema));
  const tables = tablesOf(recording, positions);
  const commit: Commit = { run: created.id, iterations: start, blobs, tables, samplingTime: 0, sessions: [] };
  await store.write(state, commit);
  return { ...base, manifest, recording, commit };
}

/** Checks that there is no table that only checkpoints could make sense of. */
async function expectNoRows(fs: FileSystem, directory: string, { name, format }: RecordedTable): Promise<void> {
  const path = layout.table(directory, name);
  if ((await lengthOf(fs, path)) <= format.schema.length) return;
  const lost = `has ${name}, but the run has no checkpoint that says which of them count`;
  throw fileDamaged(path, `${lost}: put back a copy of the checkpoints, or sample anew in another directory`);
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
async function goOn(base: Base, manifest: Manifest, sampler: RunSampler, checkpoint: Checkpoint): Promise<Parts> {
  const { commit } = checkpoint;
  checkPosition(base.directory, sampler, checkpoint);
  checkBlobs(base.directory, sampler, commit.blobs);
  const recording = new Recording({ ...manifest, options: manifest.recording, blobs: commit.blobs });
  return { ...base, manifest, recording, commit };
}

/** Checks that a table has what was committed. All are looked at before one is changed. */
async function expectWhole({ fs, directory, commit }: Parts, { name, format, series }: RecordedTable): Promise<void> {
  await TableReader.open(fs, layout.table(directory, name), format, commit.tables[name] as TablePosition, series);
}

/** Opens a table where its last commit ends. */
async function openTable({ fs, directory, commit }: Parts, table: RecordedTable): Promise<TableWriter> {
  const path = layout.table(directory, table.name);
  const position = commit.tables[table.name] as TablePosition;
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
