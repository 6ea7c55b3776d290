// Prints how many timers of 1 ms fire while messages arrive one after the other.
import { Mpi } from '@mpi-bindings/node-mpi';

const { world } = Mpi.init();
const memory = new Uint8Array(8);
const other = 1 - world.rank;
let ticks = 0;
const ticking = setInterval(() => ticks++, 1);

await world.barrier();
const start = performance.now();
let done = false;
while (!done) {
  // Rank 0 decides when to stop.
  if (world.rank === 0) {
    memory[0] = performance.now() - start > 500 ? 1 : 0;
    await world.sendBuffer(memory, other);
    await world.recvBuffer(memory);
  } else {
    await world.recvBuffer(memory);
    await world.sendBuffer(memory, other);
  }
  done = memory[0] === 1;
}
clearInterval(ticking);
const least = await world.reduce(ticks, 'min');
// Messages to oneself are there at once.
let selfTicks = 0;
const selfTicking = setInterval(() => selfTicks++, 1);
const selfStart = performance.now();
while (performance.now() - selfStart < 300) {
  await world.isend(1, world.rank).wait();
  await world.recv({ source: world.rank });
}
clearInterval(selfTicking);
if (world.rank === 0) console.log(least, selfTicks);
