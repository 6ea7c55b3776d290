import { type CheckpointContents, decodeCheckpoint, expectCheckpointEnds } from '../codec/checkpoint.ts';
import { onFile } from './file-failed.ts';
import type { FileSystem } from './file-system.ts';
import { readFile } from './read-file.ts';

/**
 * Reads a checkpoint from a file.
 *
 * @throws EpsieError `FILE_FAILED`, `FILE_DAMAGED`, or `STATE_MISMATCH` if a newer version wrote it
 */
export async function readCheckpoint(fs: FileSystem, path: string): Promise<CheckpointContents> {
  const bytes = await onFile(path, 'read', () =>
    readFile(fs, path, ({ head, tail }) => expectCheckpointEnds(head, tail, path)),
  );
  return decodeCheckpoint(bytes, path);
}
