import { writeAtomically } from '../../files/atomic-write.ts';
import { fileDamaged } from '../../files/errors.ts';
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
import type { RunSampler } from '../recording/history.ts';
import { type RecordedTable, Recording } from '../recording/recording.ts';

/** A run that is ready to be written to. */
export type WriterParts = {
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
export type UncommittedRows = {
  readonly epoch: number;
  readonly iterations: number;
  readonly tables: Commit['tables'];
};

/** What is known before anything is read. */
export type WriterResources = Pick<WriterParts, 'fs' | 'directory' | 'lock' | 'store'>;

/** The first writer: tables without rows, and a checkpoint of the start. */
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
  const recording = new Recording({ ...manifest, options: manifest.recording, blobs });
  for (const table of recording.tables) await expectNoRows(fs, directory, table);
  // One that an interrupted first writer made is replaced.
  for (const { name, format } of recording.tables)
    await writeAtomically(fs, layout.table(directory, name), format.schema);
  const positions = recording.tables.map(({ format }) => emptyPosition(format.schema));
  const tables = tablesOf(recording, positions);
  const commit: Commit = { run: created.id, iterations: start, blobs, tables, samplingTime: 0, sessions: [] };
  const epoch = await store.write(state, commit);
  return { ...resources, manifest, recording, commit, epoch, tables, from: start };
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
    return await fileSize(fs, path);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return 0;
    throw fileFailed(path, 'read', error);
  }
}

/** A later writer. */
export async function resumeFrom(
  resources: WriterResources,
  manifest: Manifest,
  sampler: RunSampler,
  checkpoint: StoredCheckpoint,
  uncommitted: UncommittedRows | undefined,
): Promise<WriterParts> {
  const { commit, epoch } = checkpoint;
  // Nobody wrote since, and the sampler goes on from there: what was appended then is there still.
  const goesOn = uncommitted?.epoch === epoch && uncommitted.iterations === sampler.lastClear;
  const { tables, iterations: from } = goesOn ? uncommitted : commit;
  checkConfiguration(resources.directory, manifest, sampler, checkpoint.state.seed);
  checkPosition(resources.directory, sampler, checkpoint, from);
  checkBlobs(resources.directory, sampler, commit.blobs);
  const recording = new Recording({ ...manifest, options: manifest.recording, blobs: commit.blobs });
  return { ...resources, manifest, recording, commit, epoch, tables, from };
}

/** Checks that a table has what it should. All are looked at before one is changed. */
export async function checkTable(
  { fs, directory, tables }: WriterParts,
  { name, format, series }: RecordedTable,
): Promise<void> {
  await TableReader.open(fs, layout.table(directory, name), format, tables[name] as TablePosition, series);
}

/** Opens a table where it is gone on with. */
export async function openTable({ fs, directory, tables }: WriterParts, table: RecordedTable): Promise<TableWriter> {
  const path = layout.table(directory, table.name);
  const position = tables[table.name] as TablePosition;
  const file: OpenFile = await onFile(path, 'write to', () => fs.open(path, 'write'));
  try {
    await onFile(path, 'cut off the end of', () => file.truncate(position.bytes));
  } catch (error) {
    await file.close();
    throw error;
  }
  return new TableWriter(path, file, table.format, position);
}

/** Positions by the names of their tables. */
export function tablesOf({ swaps }: Recording, positions: readonly TablePosition[]): Commit['tables'] {
  const [draws, sweeps] = positions as [TablePosition, TablePosition];
  return swaps === undefined ? { draws } : { draws, swaps: sweeps };
}
