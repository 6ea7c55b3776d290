// Prints the largest share of a processor that ranks use while they wait for long.
import { setTimeout as sleep } from 'node:timers/promises';
import { Mpi } from '@mpi-bindings/node-mpi';

const { world } = Mpi.init();
const SECONDS = 2;

/** Returns the share of a processor that this rank uses over some seconds. */
async function busy(): Promise<number> {
  const before = process.cpuUsage();
  await sleep(1000 * SECONDS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / SECONDS;
}

const waiting = world.recv({ source: world.rank, tag: 1 });
await sleep(5000);
// Another program may disturb one measurement, but not all.
let share = await busy();
for (let again = 0; again < 2 && share > 0.015; again++) share = Math.min(share, await busy());
await world.send('over', world.rank, 1);
await waiting;
const largest = await world.reduce(share, 'max');
if (world.rank === 0) console.log(largest);
