// Ends in the way that the first argument names. For 2 ranks: the second one ends so, the first one waits for it.
import { setTimeout as sleep } from 'node:timers/promises';
import { Mpi } from '@mpi-bindings/node-mpi';

const mpi = Mpi.init();
const { rank } = mpi.world;
const [way] = process.argv.slice(2);

const WAYS: Record<string, () => unknown> = {
  natural: () => {},
  finalize: () => mpi.finalize(),
  'exit-code': () => {
    process.exitCode = 3;
  },
  throw: () => {
    setImmediate(() => {
      throw new RangeError('out of luck');
    });
    return sleep(10_000);
  },
  reject: () => {
    void Promise.reject(new TypeError('out of promises'));
    return sleep(10_000);
  },
  exit: () => process.exit(0),
  abort: () => mpi.abort(42),
  kill: () => process.kill(process.pid, 'SIGKILL'),
};

await mpi.world.barrier();
if (way === 'natural' || way === 'exit-code') await WAYS[way]?.();
else if (rank === 1) await WAYS[way as string]?.();
else if (way === 'finalize') await mpi.finalize();
else await mpi.world.recv();
if (rank === 0) console.log('the end');
