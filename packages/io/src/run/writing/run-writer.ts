import { hostname } from 'node:os';
import type { SamplerWarning } from '@epsie/core';
import { sweepTemporaries } from '../../files/atomic-write.ts';
import { onFile } from '../../files/file-failed.ts';
import type { FileSystem } from '../../files/file-system.ts';
import { acquireLock } from '../../files/lock.ts';
import type { ProcessIdentity } from '../../files/process-identity.ts';
import { CHECKPOINTS_KEPT, CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import type { Commit, Session } from '../checkpoints/commit.ts';
import { layout } from '../layout.ts';
import type { Manifest } from '../manifest.ts';
import type { RunSampler } from '../recording/run-sampler.ts';
import { generationsIn, removeTables } from '../thinning/table-files.ts';
import { mergeWarnings } from './merge-warnings.ts';
import { resumeFrom, startFresh, type UncommittedRows, type WriterParts } from './open-run.ts';
import { OpenTables } from './open-tables.ts';

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
  readonly #tables: OpenTables;
  readonly #began = performance.now();
  readonly #session: Session;
  #commit: Commit;
  #epoch: number;
  #verified = Number.NEGATIVE_INFINITY;
  /** Commits since the tables were thinned. */
  #sinceThinning: number;
  /** Iterations that all tables have, durable or not. */
  #appended: number;
  /** Warnings of the sampler, which forgets them when its history is cleared. */
  #warnings: readonly SamplerWarning[];

  private constructor(parts: WriterParts, tables: OpenTables) {
    this.#parts = parts;
    this.#tables = tables;
    this.#commit = parts.commit;
    this.#epoch = parts.epoch;
    this.#appended = parts.from;
    this.#warnings = parts.commit.warnings ?? [];
    const isThinned = tables.generation !== tables.generationAt(parts.commit.iterations);
    this.#sinceThinning = isThinned ? 0 : (parts.commit.sinceThinning ?? 0);
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
    try {
      for (const path of [directory, layout.samples(directory), layout.checkpoints(directory)])
        await onFile(path, 'write to', () => sweepTemporaries(fs, path));
      const store = new CheckpointStore(fs, directory, manifest.id);
      const { checkpoint } = await store.newest();
      const resources = { fs, directory, lock, store };
      const parts = await (checkpoint === undefined
        ? startFresh(resources, manifest, sampler)
        : resumeFrom(resources, manifest, sampler, checkpoint, uncommitted));
      return new RunWriter(parts, await OpenTables.open(parts));
    } catch (error) {
      await lock.release().catch(() => undefined);
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
    return { epoch: this.#epoch, iterations, tables: this.#tables.ends, pending: this.#tables.pending };
  }

  /** Appends the samples in the memory of the sampler. After an error the run is as before, and the call can be repeated. */
  async append(sampler: RunSampler): Promise<void> {
    await this.#verifyLock();
    await this.#tables.append(sampler.history);
    this.#appended = sampler.iterations;
    this.#warnings = mergeWarnings(this.#warnings, sampler.warningDetails);
  }

  /** Returns whether the tables must be thinned before the samples up to an iteration are appended. */
  thinsAt(iterations: number): boolean {
    return this.#tables.generationAt(iterations) !== this.#tables.generation;
  }

  /**
   * Thins the tables for the samples up to an iteration. The next commit should follow soon: until then, the old tables stay too. After an
   * error the run is as before.
   */
  async thin(iterations: number): Promise<void> {
    await this.#verifyLock();
    await this.#makeRoom();
    await this.#tables.thin(iterations);
    this.#sinceThinning = 0;
  }

  /** Removes tables of earlier generations than that of the last commit, with the spare checkpoints that may refer to them. */
  async #makeRoom(): Promise<void> {
    const { fs, directory, store } = this.#parts;
    const committed = this.#tables.generationAt(this.#commit.iterations);
    const generations = await onFile(directory, 'read', () => generationsIn(fs, directory));
    if (!generations.some((generation) => generation < committed)) return;
    await store.removeSpares();
    await removeTables(fs, directory, (generation) => generation < committed);
  }

  /** Commits the appended rows with the state of the sampler, which must not have advanced since. */
  async save(sampler: RunSampler): Promise<void> {
    const { store } = this.#parts;
    await this.#tables.sync();
    const commit = this.#commitOf(sampler);
    if (performance.now() - this.#verified > LOCK_TRUSTED) await this.#verifyLock();
    this.#epoch = await store.write(sampler.state, commit);
    this.#commit = commit;
    await this.#removeUnused();
  }

  /** Removes the tables of other generations once all checkpoints that are kept refer to the present one. */
  async #removeUnused(): Promise<void> {
    const { fs, directory, recording } = this.#parts;
    this.#sinceThinning = this.#commit.sinceThinning ?? 0;
    if (!recording.isBounded || this.#sinceThinning < CHECKPOINTS_KEPT) return;
    await removeTables(fs, directory, (generation) => generation !== this.#tables.generation);
  }

  /** Closes the tables and releases the lock. */
  async close(): Promise<void> {
    await this.#tables.close();
    // The commits are safe. A lock file that cannot be marked is known to this process, and stale once the process has ended.
    await this.#parts.lock.release().catch(() => undefined);
  }

  async #verifyLock(): Promise<void> {
    await this.#parts.lock.verify();
    this.#verified = performance.now();
  }

  #commitOf({ iterations }: RunSampler): Commit {
    const { commit, recording } = this.#parts;
    const { ends: tables, pending } = this.#tables;
    const seconds = (performance.now() - this.#began) / 1000;
    return {
      run: commit.run,
      iterations,
      blobs: commit.blobs,
      tables,
      ...(pending === undefined ? {} : { pending }),
      ...(recording.isBounded ? { sinceThinning: this.#sinceThinning + 1 } : {}),
      samplingTime: commit.samplingTime + seconds,
      sessions: [...commit.sessions, this.#session].slice(-SESSIONS_KEPT),
      ...(this.#warnings.length === 0 ? {} : { warnings: this.#warnings }),
    };
  }
}
