import { dirname } from 'node:path';
import { isEpsieError } from '@epsie/core';
import { usageError } from '@epsie/core/checks';
import { createDirectory, PathTaken, sweepTemporaries } from '../files/atomic-write.ts';
import { fileFailed, onFile } from '../files/file-failed.ts';
import type { FileSystem } from '../files/file-system.ts';
import { layout, MANIFEST } from './layout.ts';
import { type Manifest, writeManifest } from './manifest.ts';

/**
 * Creates the directory of a run, atomically.
 *
 * @throws Error if the path exists already, EpsieError `FILE_FAILED` if the directory cannot be created
 */
export async function createRunDirectory(fs: FileSystem, directory: string, manifest: Manifest): Promise<void> {
  // Leftovers of a process that was killed while creating this run. Failing to remove them is harmless.
  await sweepTemporaries(fs, dirname(directory)).catch(() => undefined);
  try {
    await createDirectory(fs, directory, (temporary) => fill(fs, temporary, manifest));
  } catch (error) {
    if (error instanceof PathTaken) throw await taken(fs, directory, error);
    // Nothing refers to the temporary directory, so report the final path.
    throw isEpsieError(error, 'FILE_FAILED') ? fileFailed(directory, 'create', error.cause) : error;
  }
}

async function fill(fs: FileSystem, directory: string, manifest: Manifest): Promise<void> {
  for (const path of [layout.samples(directory), layout.checkpoints(directory)])
    await onFile(path, 'create', () => fs.makeDirectory(path));
  await writeManifest(fs, directory, manifest);
}

async function taken(fs: FileSystem, directory: string, cause: unknown): Promise<Error> {
  const names: readonly string[] = await fs.list(directory).catch(() => []);
  const advice = names.includes(MANIFEST) ? ': open it with `Run.open`, or choose' : ' and is not a run: choose';
  return usageError(`${directory} exists already${advice} another directory`, { cause });
}
