import type { SamplerState } from '@epsie/core';
import { isEpsieError } from '@epsie/core/checks';
import { encodeCheckpoint } from '../../codec/checkpoint.ts';
import { fileDamaged } from '../../errors/file-damaged.ts';
import { writeAtomically } from '../../files/atomic-write.ts';
import { onFile } from '../../files/file-failed.ts';
import type { FileSystem } from '../../files/file-system.ts';
import { readCheckpoint } from '../../files/read-checkpoint.ts';
import { epochOf, layout } from '../layout.ts';
import { type Commit, problemOfCommit } from './commit.ts';

/** Number of checkpoints that are kept. */
export const CHECKPOINTS_KEPT = 3;

/** A checkpoint read from disk. */
export type StoredCheckpoint = {
  readonly epoch: number;
  readonly path: string;
  readonly state: SamplerState;
  readonly commit: Commit;
};

/** The newest intact checkpoint, and the damaged ones after it. */
export type NewestCheckpoint = {
  /** Missing if the run has no checkpoint yet. */
  readonly checkpoint?: StoredCheckpoint;
  /** A sentence for each damaged checkpoint. */
  readonly warnings: readonly string[];
};

/** The checkpoints of a run, ordered by their numbers, not by a clock. */
export class CheckpointStore {
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #run: string;

  /**
   * @param directory of the run
   * @param run id of the run, as in its manifest
   */
  constructor(fs: FileSystem, directory: string, run: string) {
    this.#fs = fs;
    this.#directory = directory;
    this.#run = run;
  }

  /**
   * Reads the newest intact checkpoint.
   *
   * @throws EpsieError `FILE_DAMAGED` if all checkpoints are damaged; `STATE_MISMATCH` if a newer version wrote the newest
   */
  async newest(): Promise<NewestCheckpoint> {
    const damaged: Error[] = [];
    const seen = new Set<number>();
    for (;;) {
      const epoch = (await this.#epochs()).findLast((number) => !seen.has(number));
      if (epoch === undefined) return this.#noneFound(damaged);
      seen.add(epoch);
      try {
        const checkpoint = await this.#read(epoch);
        return { checkpoint, warnings: damaged.map(({ message }) => passedOver(message, checkpoint)) };
      } catch (error) {
        if (isEpsieError(error, 'FILE_DAMAGED')) damaged.push(error);
        // A concurrent writer removes old checkpoints: there is a newer one now.
        else if (!isRemoved(error)) throw error;
      }
    }
  }

  /** Writes the next checkpoint durably, removes old ones, and returns its number. */
  async write(state: SamplerState, commit: Commit): Promise<number> {
    const epochs = await this.#epochs();
    const epoch = (epochs.at(-1) ?? 0) + 1;
    const bytes = encodeCheckpoint({ state, run: commit });
    await writeAtomically(this.#fs, layout.checkpoint(this.#directory, epoch), bytes);
    for (const old of epochs.slice(0, Math.max(0, epochs.length + 1 - CHECKPOINTS_KEPT))) await this.#remove(old);
    return epoch;
  }

  /** Removes all checkpoints but the newest. */
  async removeSpares(): Promise<void> {
    for (const old of (await this.#epochs()).slice(0, -1)) await this.#remove(old);
  }

  async #epochs(): Promise<number[]> {
    const path = layout.checkpoints(this.#directory);
    const names = await onFile(path, 'read', () => this.#fs.list(path));
    return names.flatMap((name) => epochOf(name) ?? []).sort((a, b) => a - b);
  }

  async #read(epoch: number): Promise<StoredCheckpoint> {
    const path = layout.checkpoint(this.#directory, epoch);
    const { state, run } = await readCheckpoint(this.#fs, path);
    const problem = problemOfCommit(run) ?? this.#foreignRun(run as Commit);
    if (problem !== undefined) throw fileDamaged(path, `${problem}: remove it`);
    return { epoch, path, state, commit: run as Commit };
  }

  // A checkpoint without samples would fit any run, and all its samples would be cut off.
  #foreignRun({ run }: Commit): string | undefined {
    return run === this.#run
      ? undefined
      : `is a checkpoint of a different run than ${layout.manifest(this.#directory)}`;
  }

  // Old checkpoints are spares: failing to remove one is harmless.
  async #remove(epoch: number): Promise<void> {
    await this.#fs.remove(layout.checkpoint(this.#directory, epoch)).catch(() => undefined);
  }

  #noneFound(damaged: readonly Error[]): NewestCheckpoint {
    const [newest] = damaged;
    if (newest === undefined) return { warnings: [] };
    const problem = `has no intact checkpoint among ${damaged.length}`;
    const advice = 'Restore a copy of one that belongs to the draws, or sample again in another directory';
    const message = `${problem}. ${advice}. The newest: ${newest.message}`;
    throw fileDamaged(layout.checkpoints(this.#directory), message, newest);
  }
}

const isRemoved = (error: unknown): boolean =>
  isEpsieError(error, 'FILE_FAILED') && (error.cause as { code?: string } | undefined)?.code === 'ENOENT';

const passedOver = (message: string, { path, commit }: StoredCheckpoint): string =>
  `${message}. The run continues from the checkpoint before it, ${path}, at iteration ${commit.iterations}`;
