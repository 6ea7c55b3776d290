import { fileDamaged } from '../../errors/file-damaged.ts';
import { writeAtomically } from '../../files/atomic-write.ts';
import { fileFailed, onFile } from '../../files/file-failed.ts';
import type { FileSystem, OpenFile } from '../../files/file-system.ts';
import type { Lock } from '../../files/lock.ts';
import { fileSize } from '../../files/read-file.ts';
import { emptyPosition, type TablePosition } from '../../samples/table-position.ts';
import { TableReader } from '../../samples/table-reader.ts';
import { TableWriter } from '../../samples/table-writer.ts';
import type { CheckpointStore, StoredCheckpoint } from '../checkpoints/checkpoint-store.ts';
import type { Commit } from '../checkpoints/commit.ts';
import { checkBlobs, checkConfiguration, checkPosition } from '../checks/compatibility.ts';
import { layout } from '../layout.ts';
import { type Manifest, writeManifest } from '../manifest.ts';
import type { RecordedTable } from '../recording/recorded-table.ts';
import { Recording } from '../recording/recording.ts';
import type { RunSampler } from '../recording/run-sampler.ts';
import { noSwaps, type PendingSwaps } from '../recording/swap-fold.ts';
import { generationsIn } from '../thinning/table-files.ts';

// A writer opens a run in three steps, each of which leaves the run readable if the process dies in it:
//
//   no checkpoint yet    startFresh: complete the manifest, write tables without rows, then checkpoint 1
//   a checkpoint         resumeFrom: check that sampler and checkpoint fit, change nothing
//   both                 checkTable for each table, then openTable for each: cut off what no checkpoint refers to

/** The things that a writer holds before it has read anything. */
export type WriterResources = {
  readonly fs: FileSystem;
  readonly directory: string;
  readonly lock: Lock;
  readonly store: CheckpointStore;
};

/** A run that is ready to be written to. */
export type WriterParts = WriterResources & {
  readonly manifest: Manifest;
  readonly recording: Recording;
  readonly commit: Commit;
  /** Number of the checkpoint that has the commit. */
  readonly epoch: number;
  /** Ends of the tables to append to: those of the commit, or later ones. */
  readonly tables: Commit['tables'];
  /** Iterations whose draws the tables have up to there. */
  readonly from: number;
  /** Swaps up to there since the last row; only of bounded runs. */
  readonly pending: PendingSwaps | undefined;
};

/** Rows that the last writer of this process appended beyond the commit of an epoch, and did not make durable. */
export type UncommittedRows = {
  readonly epoch: number;
  readonly iterations: number;
  readonly tables: Commit['tables'];
  readonly pending: PendingSwaps | undefined;
};

/** Prepares a run that has no checkpoint: writes tables without rows and the checkpoint of the start. */
export async function startFresh(
  resources: WriterResources,
  created: Manifest,
  sampler: RunSampler,
): Promise<WriterParts> {
  const { fs, directory, store } = resources;
  const { seed, iterations: start } = sampler;
  const state = sampler.state; // throws if the sampler has not started
  const manifest = { ...created, seed, start };
  if (seed !== created.seed || start !== created.start) await writeManifest(fs, directory, manifest);
  const blobs = Object.keys(sampler.currentBlobs ?? {});
  const recording = new Recording({ ...manifest, options: manifest.recording, blobs }, start);
  for (const table of recording.tables) await expectNoRows(fs, directory, table);
  // Replaces the tables of a first writer that was interrupted before its checkpoint.
  for (const { name, format } of recording.tables)
    await writeAtomically(fs, layout.table(directory, name), format.schema);
  const positions = recording.tables.map(({ format }) => emptyPosition(format.schema));
  const tables = tablesOf(recording, positions);
  const pending = recording.boundedSwaps && noSwaps(recording.boundedSwaps, start);
  const bounded = pending === undefined ? {} : { pending };
  const fresh: Commit = {
    run: created.id,
    iterations: start,
    blobs,
    tables,
    ...bounded,
    samplingTime: 0,
    sessions: [],
  };
  const epoch = await store.write(state, fresh);
  return { ...resources, manifest, recording, commit: fresh, epoch, tables, from: start, pending };
}

/** Throws if a table has rows, whose number only a checkpoint could know. */
async function expectNoRows(fs: FileSystem, directory: string, { name, format }: RecordedTable): Promise<void> {
  for (const generation of [0, ...(await generationsIn(fs, directory).catch(() => []))]) {
    const path = layout.table(directory, name, generation);
    if ((await sizeIfExists(fs, path)) <= format.schema.length) continue;
    const problem = `has ${name} but the run has no checkpoint`;
    throw fileDamaged(path, `${problem}: restore a copy of the checkpoints, or sample again in another directory`);
  }
}

/** Returns the size of a file; 0 if it does not exist. */
async function sizeIfExists(fs: FileSystem, path: string): Promise<number> {
  try {
    return await fileSize(fs, path);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return 0;
    throw fileFailed(path, 'read', error);
  }
}

/** Prepares a run to be continued from its newest checkpoint, or from the uncommitted rows behind it. */
export async function resumeFrom(
  resources: WriterResources,
  manifest: Manifest,
  sampler: RunSampler,
  checkpoint: StoredCheckpoint,
  uncommitted: UncommittedRows | undefined,
): Promise<WriterParts> {
  const { commit, epoch } = checkpoint;
  // Valid if nobody wrote a checkpoint since, and the sampler's memory begins where the rows end.
  const isContinued = uncommitted?.epoch === epoch && uncommitted.iterations === sampler.lastClear;
  const { tables, iterations: from, pending } = isContinued ? uncommitted : commit;
  checkConfiguration(resources.directory, manifest, sampler, checkpoint.state.seed);
  checkPosition(resources.directory, sampler, checkpoint, from);
  checkBlobs(resources.directory, sampler, commit.blobs);
  const recording = new Recording({ ...manifest, options: manifest.recording, blobs: commit.blobs }, from);
  if (recording.boundedSwaps !== undefined && pending?.index.length !== recording.swaps?.series)
    throw fileDamaged(checkpoint.path, 'does not contain the swaps since the last draw: remove it');
  return { ...resources, manifest, recording, commit, epoch, tables, from, pending };
}

/** Checks that a table contains the rows it should. All tables are checked before one is changed. */
export async function checkTable(
  { fs, directory, tables }: WriterParts,
  { name, generation, format, series }: RecordedTable,
): Promise<void> {
  const path = layout.table(directory, name, generation);
  await TableReader.open(fs, path, format, tables[name] as TablePosition, series);
}

/** Opens a table to append to it from a position, and cuts off the rows of an interrupted commit behind it. */
export async function openTable(
  { fs, directory }: Pick<WriterResources, 'fs' | 'directory'>,
  table: RecordedTable,
  position: TablePosition,
): Promise<TableWriter> {
  const path = layout.table(directory, table.name, table.generation);
  const file: OpenFile = await onFile(path, 'write to', () => fs.open(path, 'write'));
  try {
    await onFile(path, 'truncate', () => file.truncate(position.bytes));
  } catch (error) {
    await file.close();
    throw error;
  }
  return new TableWriter(path, file, table.format, position);
}

/** Returns positions by the names of their tables. */
export function tablesOf({ swaps }: Recording, positions: readonly TablePosition[]): Commit['tables'] {
  const [draws, sweeps] = positions as [TablePosition, TablePosition];
  return swaps === undefined ? { draws } : { draws, swaps: sweeps };
}
