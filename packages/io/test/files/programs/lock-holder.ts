// Acquires the lock of a directory, reports it and holds it until it is killed; as a process or as a worker thread.
import { parentPort, workerData } from 'node:worker_threads';
import { acquireLock } from '#src/files/lock.js';
import { nodeFileSystem } from '#src/files/node-file-system.js';

const directory = (parentPort === null ? process.argv[2] : workerData) as string;
const lock = await acquireLock(nodeFileSystem, directory);
if (parentPort === null) process.stdout.write('locked\n');
else parentPort.postMessage('locked');
setInterval(() => void lock.verify(), 1000);
