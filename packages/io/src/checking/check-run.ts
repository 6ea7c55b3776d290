import { expected, expectOptions, isEpsieError, typeError } from '@epsie/core/checks';
import { fileDamaged } from '../errors/file-damaged.ts';
import { currentWriter } from '../files/current-writer.ts';
import { onFile } from '../files/file-failed.ts';
import type { FileSystem } from '../files/file-system.ts';
import { nodeFileSystem } from '../files/node-file-system.ts';
import { readCheckpoint } from '../files/read-checkpoint.ts';
import { fileSize } from '../files/read-file.ts';
import { CheckpointStore } from '../run/checkpoints/checkpoint-store.ts';
import { type Commit, problemOfCommit } from '../run/checkpoints/commit.ts';
import { epochOf, layout } from '../run/layout.ts';
import { type Manifest, readManifest } from '../run/manifest.ts';
import { checkTable } from './check-table.ts';
import { committedTables } from './committed-tables.ts';
import { type Damage, DamageList } from './damage.ts';

/** Options of {@link checkRun}. */
export type CheckOptions = {
  /** Called after every part of a table with the bytes read so far, and those to read. */
  readonly onProgress?: (progress: CheckProgress) => void;
};

/** Progress of {@link checkRun}. */
export type CheckProgress = {
  /** Bytes of the tables read so far. */
  readonly bytes: number;
  /** Bytes of the tables. */
  readonly total: number;
};

/** A file that {@link checkRun} read. */
export type CheckedFile = {
  /** Path of the file. */
  readonly path: string;
  /** Bytes that are committed. */
  readonly bytes: number;
  /** Whether it is intact. */
  readonly ok: boolean;
};

/** Result of {@link checkRun}. */
export type RunCheck = {
  /** Whether nothing is damaged. */
  readonly ok: boolean;
  /** Files that were read. */
  readonly files: readonly CheckedFile[];
  /** Damage that was found, file by file. Of a table the first 100 places are listed. */
  readonly damage: readonly Damage[];
  /** Number of damaged places, also of those that are not listed. */
  readonly damaged: number;
};

/**
 * Verifies every checksum of a run: of its manifest, of all checkpoints, and of all committed draws and swaps, piece by piece. The memory
 * that it takes does not grow with the run. Other processes may write to the run meanwhile: it is checked as of the last commit.
 *
 * @throws EpsieError `FILE_FAILED` if the directory has no run or a file cannot be read, `STATE_MISMATCH` if a newer version wrote it
 *
 * @example
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { checkRun, Run } from '@epsie/io';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
 * const run = await Run.create('checked.run', sampler);
 * await sampler.start({ x: [0, 1] });
 * await run.sample(sampler, { iterations: 1000 });
 * const { ok, damage } = await checkRun('checked.run');
 * console.log(ok, damage); // true []
 * ```
 */
export async function checkRun(directory: string, options: CheckOptions = {}): Promise<RunCheck> {
  expectOptions('checkRun', options, ['onProgress']);
  const { onProgress } = options;
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw typeError(expected('onProgress', 'a function', onProgress));
  return new Check(nodeFileSystem, directory, onProgress).run();
}

class Check {
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #onProgress: CheckOptions['onProgress'];
  readonly #files: CheckedFile[] = [];
  readonly #damage: Damage[] = [];
  #damaged = 0;

  constructor(fs: FileSystem, directory: string, onProgress: CheckOptions['onProgress']) {
    this.#fs = fs;
    this.#directory = directory;
    this.#onProgress = onProgress;
  }

  async run(): Promise<RunCheck> {
    const manifest = await this.#checkManifest();
    if (manifest !== undefined) {
      await this.#checkLock();
      await this.#checkCheckpoints(manifest);
      await this.#checkTables(manifest);
    }
    const damaged = this.#damaged;
    return { ok: damaged === 0, files: this.#files, damage: this.#damage, damaged };
  }

  async #checkManifest(): Promise<Manifest | undefined> {
    const path = layout.manifest(this.#directory);
    const manifest = await this.#orDamage(path, () => readManifest(this.#fs, this.#directory));
    this.#add(path, await fileSize(this.#fs, path), manifest.damage);
    return manifest.value;
  }

  // The owner of the lock is not covered by a checksum; a file that names none blocks all writers.
  async #checkLock(): Promise<void> {
    const result = await this.#orDamage(this.#directory, () => currentWriter(this.#fs, this.#directory));
    const [damage] = result.damage.places;
    if (damage !== undefined) this.#add(damage.path, 0, result.damage);
  }

  async #checkCheckpoints({ id }: Manifest): Promise<void> {
    const folder = layout.checkpoints(this.#directory);
    const names = await onFile(folder, 'read', () => this.#fs.list(folder));
    const epochs = names.flatMap((name) => epochOf(name) ?? []).sort((a, b) => a - b);
    for (const epoch of epochs) await this.#checkCheckpoint(layout.checkpoint(this.#directory, epoch), id);
  }

  async #checkCheckpoint(path: string, id: string): Promise<void> {
    try {
      const bytes = await onFile(path, 'read', () => fileSize(this.#fs, path));
      const { damage } = await this.#orDamage(path, () => checkCheckpoint(this.#fs, path, id));
      this.#add(path, bytes, damage);
    } catch (error) {
      // A concurrent writer removes old checkpoints.
      if (!isEpsieError(error, 'FILE_FAILED') || (error.cause as { code?: string })?.code !== 'ENOENT') throw error;
    }
  }

  async #checkTables(manifest: Manifest): Promise<void> {
    const store = new CheckpointStore(this.#fs, this.#directory, manifest.id);
    const newest = await this.#orDamage(layout.checkpoints(this.#directory), () => store.newest());
    const commit = newest.value?.checkpoint?.commit;
    if (commit !== undefined) return this.#checkCommitted(manifest, commit);
    if (newest.damage.count === 0) return;
    const path = layout.samples(this.#directory);
    const message = `${path} was not checked: no checkpoint is intact, and only checkpoints state where the draws end`;
    this.#add(path, 0, listOf({ path, message }));
  }

  async #checkCommitted(manifest: Manifest, commit: Commit): Promise<void> {
    const tables = committedTables(this.#directory, manifest, commit);
    const total = tables.reduce((sum, { position }) => sum + position.bytes, 0);
    let done = 0;
    const onBytes = (bytes: number): void => {
      done += bytes;
      this.#onProgress?.({ bytes: done, total });
    };
    for (const table of tables) this.#add(table.path, table.position.bytes, await checkTable(this.#fs, table, onBytes));
  }

  async #orDamage<T>(path: string, work: () => Promise<T>): Promise<{ value?: T; damage: DamageList }> {
    try {
      return { value: await work(), damage: new DamageList() };
    } catch (error) {
      if (!isEpsieError(error, 'FILE_DAMAGED')) throw error;
      return { damage: listOf({ path: error.path ?? path, message: error.message }) };
    }
  }

  #add(path: string, bytes: number, damage: DamageList): void {
    this.#files.push({ path, bytes, ok: damage.count === 0 });
    this.#damage.push(...damage.places);
    this.#damaged += damage.count;
  }
}

function listOf(damage: Damage): DamageList {
  const list = new DamageList();
  list.add(damage);
  return list;
}

async function checkCheckpoint(fs: FileSystem, path: string, id: string): Promise<void> {
  const { run } = await readCheckpoint(fs, path);
  const problem = problemOfCommit(run);
  if (problem !== undefined) throw fileDamaged(path, `${problem}: remove it`);
  if ((run as Commit).run !== id) throw fileDamaged(path, 'is a checkpoint of a different run: remove it');
}
