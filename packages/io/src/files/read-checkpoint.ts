import { type Checkpoint, decodeCheckpoint, expectSealed } from '../codec/checkpoint.ts';
import { onFile } from './file-failed.ts';
import type { FileSystem } from './file-system.ts';
import { readFile } from './read-file.ts';

/**
 * Reads a checkpoint from a file.
 *
 * @throws EpsieError `FILE_FAILED`, `FILE_DAMAGED`, or `STATE_MISMATCH` where a newer version wrote it
 */
export async function readCheckpoint(fs: FileSystem, path: string): Promise<Checkpoint> {
  const bytes = await onFile(path, 'read', () =>
    readFile(fs, path, ({ head, tail }) => expectSealed(head, tail, path)),
  );
  return decodeCheckpoint(bytes, path);
}
