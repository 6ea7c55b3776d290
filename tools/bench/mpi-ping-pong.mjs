// Round trips of a message between two ranks. Usage: mpirun -n 2 node mpi-ping-pong.mjs SIZE BATCHES ROUND_TRIPS …
// Prints nanoseconds per round trip of the fastest batch for each size, with promises and without.
import { Mpi } from '@mpi-bindings/node-mpi';
import { minimum, now } from './harness.mjs';

const { world } = Mpi.init();
const other = 1 - world.rank;
const from = { source: other, tag: 0 };

/**
 * @param {Uint8Array} memory
 * @param {number} roundTrips
 */
async function byPromises(memory, roundTrips) {
  for (let i = 0; i < roundTrips; i++) {
    if (world.rank === 0) await world.sendBuffer(memory, other);
    await world.recvBuffer(memory, from);
    if (world.rank === 1) await world.sendBuffer(memory, other);
  }
}

/**
 * @param {Uint8Array} memory
 * @param {number} roundTrips
 */
function inSync(memory, roundTrips) {
  for (let i = 0; i < roundTrips; i++) {
    if (world.rank === 0) world.sendBufferSync(memory, other);
    world.recvBufferSync(memory, from);
    if (world.rank === 1) world.sendBufferSync(memory, other);
  }
}

/**
 * @param {(memory: Uint8Array, roundTrips: number) => unknown} run
 * @param {number} size
 * @param {number} batches
 * @param {number} roundTrips
 */
async function measure(run, size, batches, roundTrips) {
  const memory = new Uint8Array(size).fill(1);
  const elapsed = [];
  for (let i = 0; i < batches; i++) {
    const start = now();
    await run(memory, roundTrips);
    elapsed.push((now() - start) / roundTrips);
  }
  return minimum(elapsed);
}

const numbers = process.argv.slice(2).map(Number);
for (let i = 0; i < numbers.length; i += 3) {
  const [size, batches, roundTrips] = numbers.slice(i);
  const promises = await measure(byPromises, size, batches, roundTrips);
  const sync = await measure(inSync, size, batches, roundTrips);
  if (world.rank === 0) console.log(`${promises} ${sync}`);
}
