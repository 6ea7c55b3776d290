// Tries to use MPI in a worker thread.
import { parentPort } from 'node:worker_threads';
import { Mpi, type MpiError } from '@mpi-bindings/node-mpi';

try {
  Mpi.init();
} catch (error) {
  const { code, message } = error as MpiError;
  parentPort?.postMessage(`${code}: ${message}`);
}
