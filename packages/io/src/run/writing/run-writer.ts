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
import type { RunSampler } from '../recording/run-sampler.ts';
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

/** Milliseconds for which a verified lock is trusted: others take a lock over only after minutes without a heartbeat. */
const LOCK_TRUSTED = 1000;

/** Identity of the writing process, and the rows that its last writer did not commit. */
export type WriterOptions = {
  readonly identity?: ProcessIdentity | undefined;
  readonly uncommitted?: UncommittedRows | undefined;
};

/**
 * Writes to a run: one process at a time, in atomic commits. A commit appends the new draws, makes them durable, and then writes a
 * checkpoint that refers to them. Rows of an interrupted commit are cut off by the next writer.
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
   * Acquires the lock and prepares the run to be continued from its last commit.
   *
   * @throws EpsieError `RUN_LOCKED` if another process writes, `FILE_DAMAGED`, `FILE_FAILED`; Error if the sampler is at another iteration
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
      for (const path of [directory, layout.samples(directory), layout.checkpoints(directory)])
        await onFile(path, 'write to', () => sweepTemporaries(fs, path));
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

  /** Rows beyond the last commit, from which the next writer of this process can continue. */
  get uncommitted(): UncommittedRows | undefined {
    const iterations = this.#appended;
    if (iterations === this.#commit.iterations) return undefined;
    return { epoch: this.#epoch, iterations, tables: this.#tableMap };
  }

  /** Appends the samples in the memory of the sampler. After an error the run is as before, and the call can be repeated. */
  async append(sampler: RunSampler): Promise<void> {
    const { recording } = this.#parts;
    await this.#verifyLock();
    for (const [i, table] of recording.tables.entries()) {
      const writer = this.#tables[i] as TableWriter;
      const { rows } = writer.position;
      // A failed append may have reached this table already.
      if (table.rowsAt(sampler.iterations) > rows) await writer.append(table.rows(sampler.history, rows));
    }
    this.#appended = sampler.iterations;
    this.#warnings = mergeWarnings(this.#warnings, sampler.warningDetails);
  }

  /** Commits the appended rows with the state of the sampler, which must not have advanced since. */
  async save(sampler: RunSampler): Promise<void> {
    const { store } = this.#parts;
    for (const table of this.#tables) await table.sync();
    const commit = this.#commitOf(sampler);
    if (performance.now() - this.#verified > LOCK_TRUSTED) await this.#verifyLock();
    this.#epoch = await store.write(sampler.state, commit);
    this.#commit = commit;
  }

  /** Closes the tables and releases the lock. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#tables.map((table) => table.close()));
    // The commits are safe. A lock file that cannot be marked is known to this process, and stale once the process has ended.
    await this.#parts.lock.release().catch(() => undefined);
  }

  async #verifyLock(): Promise<void> {
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
