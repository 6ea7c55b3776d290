import { hostname } from 'node:os';
import type { SamplerWarning } from '@epsie/core';
import { sweepTemporaries } from '../../files/atomic-write.ts';
import { onFile } from '../../files/file-failed.ts';
import type { FileSystem } from '../../files/file-system.ts';
import { acquireLock } from '../../files/lock.ts';
import type { ProcessIdentity } from '../../files/process-identity.ts';
import type { TableWriter } from '../../samples/table-writer.ts';
import { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import type { Commit, Session } from '../checkpoints/commit.ts';
import { layout } from '../layout.ts';
import type { Manifest } from '../manifest.ts';
import { History, type RunSampler } from '../recording/history.ts';
import { mergeWarnings } from './merge-warnings.ts';
import {
  checkTable,
  openTable,
  resumeFrom,
  startFresh,
  tablesOf,
  type UncommittedRows,
  type WriterParts,
} from './open-run.ts';

/** Sessions that a checkpoint lists. */
const SESSIONS_KEPT = 1000;

/** Milliseconds for which the lock is known to be ours after a look at it: nobody takes it over before minutes of silence. */
const LOCK_TRUSTED = 1000;

/** Who writes, and what the last writer of the same process left. */
export type WriterOptions = {
  readonly identity?: ProcessIdentity | undefined;
  readonly uncommitted?: UncommittedRows | undefined;
};

/**
 * Adds to a run: only one process at a time, and in whole steps. A commit appends the new draws, makes them durable, and then
 * writes a checkpoint that says how much of them belongs to it. What an interrupted commit appended is cut off by the next writer.
 */
export class RunWriter {
  readonly #parts: WriterParts;
  readonly #tables: readonly TableWriter[];
  readonly #began = performance.now();
  readonly #session: Session;
  #commit: Commit;
  #epoch: number;
  #verified = Number.NEGATIVE_INFINITY;
  /** Iterations that all tables have, durable or not. */
  #appended: number;
  /** Warnings of the sampler, which forgets them when its history is cleared. */
  #warnings: readonly SamplerWarning[];

  private constructor(parts: WriterParts, tables: readonly TableWriter[]) {
    this.#parts = parts;
    this.#tables = tables;
    this.#commit = parts.commit;
    this.#epoch = parts.epoch;
    this.#appended = parts.from;
    this.#warnings = parts.commit.warnings ?? [];
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
    { identity, uncommitted }: WriterOptions = {},
  ): Promise<RunWriter> {
    const lock = await acquireLock(fs, directory, identity);
    const tables: TableWriter[] = [];
    try {
      for (const place of [directory, layout.samples(directory), layout.checkpoints(directory)])
        await onFile(place, 'write to', () => sweepTemporaries(fs, place));
      const store = new CheckpointStore(fs, directory, manifest.id);
      const { checkpoint } = await store.newest();
      const resources = { fs, directory, lock, store };
      const parts = await (checkpoint === undefined
        ? startFresh(resources, manifest, sampler)
        : resumeFrom(resources, manifest, sampler, checkpoint, uncommitted));
      for (const table of parts.recording.tables) await checkTable(parts, table);
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
  get uncommitted(): UncommittedRows | undefined {
    const iterations = this.#appended;
    if (iterations === this.#commit.iterations) return undefined;
    return { epoch: this.#epoch, iterations, tables: this.#tableMap };
  }

  /** Appends what the sampler did and remembers. Where it fails, the run stays as it was, and it can be tried again. */
  async append(sampler: RunSampler): Promise<void> {
    const { recording } = this.#parts;
    await this.#verify();
    const history = new History(sampler);
    for (const [i, table] of recording.tables.entries()) {
      const writer = this.#tables[i] as TableWriter;
      const { rows } = writer.position;
      // An append that failed may have got as far as this table.
      if (table.rowsAt(sampler.iterations) > rows) await writer.append(table.rows(history, rows, sampler.iterations));
    }
    this.#appended = sampler.iterations;
    this.#warnings = mergeWarnings(this.#warnings, sampler.warningDetails);
  }

  /** Makes all that was appended durable, with the state of the sampler, which did nothing since. */
  async save(sampler: RunSampler): Promise<void> {
    const { store } = this.#parts;
    for (const table of this.#tables) await table.sync();
    const commit = this.#commitOf(sampler);
    if (performance.now() - this.#verified > LOCK_TRUSTED) await this.#verify();
    this.#epoch = await store.write(sampler.state, commit);
    this.#commit = commit;
  }

  /** Lets others write. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#tables.map((table) => table.close()));
    // What was done is done; a lock that cannot say so is known to this process, and judged dead after it.
    await this.#parts.lock.release().catch(() => undefined);
  }

  async #verify(): Promise<void> {
    await this.#parts.lock.verify();
    this.#verified = performance.now();
  }

  get #tableMap(): Commit['tables'] {
    const positions = this.#tables.map((table) => table.position);
    return tablesOf(this.#parts.recording, positions);
  }

  #commitOf({ iterations }: RunSampler): Commit {
    const { commit } = this.#parts;
    const seconds = (performance.now() - this.#began) / 1000;
    return {
      run: commit.run,
      iterations,
      blobs: commit.blobs,
      tables: this.#tableMap,
      samplingTime: commit.samplingTime + seconds,
      sessions: [...commit.sessions, this.#session].slice(-SESSIONS_KEPT),
      ...(this.#warnings.length === 0 ? {} : { warnings: this.#warnings }),
    };
  }
}
