import type { Commit } from '../run/checkpoints/commit.ts';
import { layout } from '../run/layout.ts';
import type { Manifest } from '../run/manifest.ts';
import { Recording } from '../run/recording/recording.ts';
import type { BatchFormat } from '../samples/batch-format.ts';
import type { TablePosition } from '../samples/table-position.ts';

/** A table of a run, with the end of its committed part. */
export type CommittedTable = {
  readonly path: string;
  readonly format: BatchFormat;
  /** Number of series: chains at every recorded temperature. */
  readonly series: number;
  readonly chains: number;
  readonly position: TablePosition;
  /** Returns the iteration of a row. */
  iterationOf(row: number): number;
};

/** Returns the tables of a run as of a commit. */
export function committedTables(directory: string, manifest: Manifest, commit: Commit): CommittedTable[] {
  const settings = { ...manifest, options: manifest.recording, blobs: commit.blobs };
  const recording = new Recording(settings, commit.iterations);
  return recording.tables.flatMap((table) => {
    const position = commit.tables[table.name];
    if (position === undefined) return [];
    const path = layout.table(directory, table.name, table.generation);
    const { format, series } = table;
    return {
      path,
      format,
      series,
      chains: manifest.chains,
      position,
      iterationOf: (row: number) => table.iterationOf(row),
    };
  });
}
