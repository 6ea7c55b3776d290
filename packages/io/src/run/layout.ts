import { join } from 'node:path';

/** Name of the file that makes a directory a run. */
export const MANIFEST = 'manifest.json';

/** Where the files of a run are in its directory. */
export const layout = {
  manifest: (directory: string): string => join(directory, MANIFEST),
  samples: (directory: string): string => join(directory, 'samples'),
  table: (directory: string, name: 'draws' | 'swaps'): string => join(directory, 'samples', `${name}.arrows`),
  checkpoints: (directory: string): string => join(directory, 'checkpoints'),
  checkpoint: (directory: string, epoch: number): string =>
    join(directory, 'checkpoints', `ck-${`${epoch}`.padStart(6, '0')}.npz`),
} as const;

const CHECKPOINT = /^ck-(\d{6,15})\.npz$/;

/** Number of a checkpoint by its file's name; nothing if the file is none. */
export function epochOf(name: string): number | undefined {
  const digits = CHECKPOINT.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
