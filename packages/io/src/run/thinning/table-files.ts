import { join } from 'node:path';
import type { FileSystem } from '../../files/file-system.ts';
import { generationOf, layout } from '../layout.ts';

/** Returns the generations of the tables in the directory of a run, ascending. */
export async function generationsIn(fs: FileSystem, directory: string): Promise<number[]> {
  const names = await fs.list(layout.samples(directory));
  return [...new Set(names.flatMap((name) => generationOf(name) ?? []))].sort((a, b) => a - b);
}

/** Removes the tables of some generations. A table that cannot be removed wastes space until the next attempt, and is harmless. */
export async function removeTables(
  fs: FileSystem,
  directory: string,
  isUnused: (generation: number) => boolean,
): Promise<void> {
  const samples = layout.samples(directory);
  const names: readonly string[] = await fs.list(samples).catch(() => []);
  for (const name of names) {
    const generation = generationOf(name);
    if (generation !== undefined && isUnused(generation)) await fs.remove(join(samples, name)).catch(() => undefined);
  }
}
