// Writes one file of a directory again and again, in the main thread and in two worker threads at once.
import { join } from 'node:path';
import { isMainThread, Worker } from 'node:worker_threads';
import { sweepTemporaries, writeAtomically } from '#src/files/atomic-write.js';
import { nodeFileSystem } from '#src/files/node-file-system.js';

const directory = process.argv[2] as string;
if (isMainThread) for (let i = 0; i < 2; i++) new Worker(new URL(import.meta.url), { argv: [directory] });

for (let i = 0; i < 50; i++) {
  await writeAtomically(nodeFileSystem, join(directory, 'state'), new Uint8Array(5000).fill(i));
  await sweepTemporaries(nodeFileSystem, directory);
}
