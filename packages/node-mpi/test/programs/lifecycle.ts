// MPI starts once and ends once. For any number of ranks.
import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { Mpi } from '@mpi-bindings/node-mpi';
import { caught, failsWith } from './cases.ts';

assert.equal(Mpi.current, undefined);
const mpi = Mpi.init();
assert.equal(Mpi.init(), mpi);
assert.equal(Mpi.current, mpi);
assert.equal(mpi.finalized, false);
assert.match(mpi.version, /^[3-5]\.\d$/);
assert.match(mpi.library, /MPI/);
assert.equal(mpi.threadLevel, 'funneled');
assert(mpi.host.length > 0);
const { world } = mpi;

const refused = new Worker(new URL('in-worker.js', import.meta.url));
const [message] = await new Promise<string[]>((resolve) => refused.once('message', (...args) => resolve(args)));
assert.equal(message, 'NOT_USABLE: MPI can be used in the main thread only, not in a worker');

// MPI cannot be finalized while a message is pending.
const waiting = world.recv({ source: world.rank, tag: 1 });
const { message: tooEarly } = await failsWith('NOT_USABLE', () => mpi.finalize());
assert.equal(tooEarly, 'MPI cannot be finalized while messages are pending: wait for them first');
await world.send('it', world.rank, 1);
await waiting;

const request = world.isendBuffer(new Uint8Array(10), world.rank, 2);
const receiving = world.irecvBuffer(new Uint8Array(10), { source: world.rank });
while (!receiving.test() || !request.test());
// A request that test() has completed is not pending any more.
const copy = mpi.finalize();
await Promise.all([copy, mpi.finalize()]);
await mpi.finalize();
mpi.finalizeSync();
assert.equal(mpi.finalized, true);

for (const use of [
  () => Mpi.init(),
  () => mpi.abort(),
  () => world.send(1, 0),
  () => world.recv(),
  () => world.barrier(),
  () => world.improbe(),
  () => world.name,
]) {
  const error = await caught(use);
  assert.equal((error as Error).message, 'MPI was finalized, and cannot be started again');
}
if (world.rank === 0) console.log(`ok ${mpi.flavor} ${mpi.launcher?.size}`);
