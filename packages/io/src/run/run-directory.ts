import { dirname } from 'node:path';
import { isEpsieError } from '@epsie/core';
import { createDirectory, PathTaken, sweepTemporaries } from '../files/atomic-write.ts';
import { fileFailed, onFile } from '../files/file-failed.ts';
import type { FileSystem } from '../files/file-system.ts';
import { layout, MANIFEST } from './layout.ts';
import { type Manifest, writeManifest } from './manifest.ts';

/**
 * Makes the directory of a run, whole or not at all.
 *
 * @throws Error if there is something of that name already, EpsieError `FILE_FAILED` if the directory cannot be made
 */
export async function createRunDirectory(fs: FileSystem, directory: string, manifest: Manifest): Promise<void> {
  // What a process left that was killed while it made this run. That it stays is no reason not to make it.
  await sweepTemporaries(fs, dirname(directory)).catch(() => undefined);
  try {
    await createDirectory(fs, directory, (temporary) => fill(fs, temporary, manifest));
  } catch (error) {
    if (error instanceof PathTaken) throw await taken(fs, directory, error);
    // Of the temporary nobody knows.
    throw isEpsieError(error, 'FILE_FAILED') ? fileFailed(directory, 'make', error.cause) : error;
  }
}

async function fill(fs: FileSystem, directory: string, manifest: Manifest): Promise<void> {
  for (const path of [layout.samples(directory), layout.checkpoints(directory)])
    await onFile(path, 'make', () => fs.makeDirectory(path));
  await writeManifest(fs, directory, manifest);
}

async function taken(fs: FileSystem, directory: string, cause: unknown): Promise<Error> {
  const names: readonly string[] = await fs.list(directory).catch(() => []);
  const way = names.includes(MANIFEST) ? ': open it by `Run.open`, or take' : ', and is no run: take';
  return new Error(`${directory} is there already${way} another directory`, { cause });
}
