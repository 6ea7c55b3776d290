import { join } from 'node:path';

/** Name of the file that identifies the directory of a run. */
export const MANIFEST = 'manifest.json';

/** Paths of the files of a run in its directory. */
export const layout = {
  manifest: (directory: string): string => join(directory, MANIFEST),
  samples: (directory: string): string => join(directory, 'samples'),
  /** @param generation number of times that the table was thinned */
  table: (directory: string, name: 'draws' | 'swaps', generation: number = 0): string =>
    join(directory, 'samples', `${name}${generation === 0 ? '' : `-${generation}`}.arrows`),
  checkpoints: (directory: string): string => join(directory, 'checkpoints'),
  checkpoint: (directory: string, epoch: number): string =>
    join(directory, 'checkpoints', `ck-${`${epoch}`.padStart(6, '0')}.npz`),
} as const;

const CHECKPOINT = /^ck-(\d{6,15})\.npz$/;
const TABLE = /^(?:draws|swaps)(?:-([1-9]\d*))?\.arrows$/;

/** Returns the number of a checkpoint from the name of its file; `undefined` for other files. */
export function epochOf(name: string): number | undefined {
  const digits = CHECKPOINT.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Returns the generation of a table from the name of its file; `undefined` for other files. */
export function generationOf(name: string): number | undefined {
  const match = TABLE.exec(name);
  return match === null ? undefined : Number(match[1] ?? 0);
}
