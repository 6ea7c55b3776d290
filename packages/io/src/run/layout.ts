import { join } from 'node:path';

/** Name of the file that identifies the directory of a run. */
export const MANIFEST = 'manifest.json';

/** Paths of the files of a run in its directory. */
export const layout = {
  manifest: (directory: string): string => join(directory, MANIFEST),
  samples: (directory: string): string => join(directory, 'samples'),
  table: (directory: string, name: 'draws' | 'swaps'): string => join(directory, 'samples', `${name}.arrows`),
  checkpoints: (directory: string): string => join(directory, 'checkpoints'),
  checkpoint: (directory: string, epoch: number): string =>
    join(directory, 'checkpoints', `ck-${`${epoch}`.padStart(6, '0')}.npz`),
} as const;

const CHECKPOINT = /^ck-(\d{6,15})\.npz$/;

/** Returns the number of a checkpoint from the name of its file; `undefined` for other files. */
export function epochOf(name: string): number | undefined {
  const digits = CHECKPOINT.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
