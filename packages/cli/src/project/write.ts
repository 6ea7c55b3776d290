import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../contract/command.ts';
import type { Files } from './files.ts';

/**
 * Writes the files of a project. Writes none if one of them exists already.
 *
 * @throws UsageError that names the files that exist
 */
export async function writeProject(directory: string, files: Files): Promise<void> {
  const existing = Object.keys(files).filter((name) => existsSync(join(directory, name)));
  if (existing.length > 0)
    throw new UsageError(
      `${directory} has ${existing.join(', ')} already, and no file is replaced: choose another directory.`,
    );
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    // Fails if another process created it in the meantime.
    await writeFile(path, text, { flag: 'wx' });
  }
}
