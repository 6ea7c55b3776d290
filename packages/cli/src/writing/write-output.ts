import { writeFile } from 'node:fs/promises';
import { UsageError } from '../contract/command.ts';

/** File name of the standard output. */
export const STDOUT = '-';

/**
 * Writes a file that was named by an option.
 *
 * @throws UsageError if it cannot be written
 */
export async function writeOutput(file: string, content: Uint8Array | string): Promise<void> {
  await writeFile(file, content).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot write ${file}: ${error.message}.`);
  });
}
