// Every collective, from every root.
import assert from 'node:assert/strict';
import type { Communicator } from '@mpi-bindings/node-mpi';
import { caught, failsWith, runCases } from './cases.ts';

const roots = ({ size }: Communicator) => Array.from({ length: size }, (_, rank) => rank);
/** Returns a value of a different size on each rank, on some with an array that `send` would send separately. */
const sample = (rank: number) => ({ rank, text: 'x'.repeat(rank), array: new Float64Array(20_000 * rank).fill(rank) });
const unclonable = { method: () => 1 };

await runCases({
  barrier: async (world) => {
    const arrived = new Float64Array(1);
    if (world.rank === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    arrived[0] = Date.now();
    await world.barrier();
    const last = await world.allreduce(arrived, 'max');
    assert(Date.now() >= (last[0] as number));
  },

  bcast: async (world) => {
    for (const root of roots(world)) {
      const mine = world.rank === root ? sample(root + 1) : undefined;
      assert.deepEqual(await world.bcast(mine, root), sample(root + 1));
    }
    assert.equal(await world.bcast(undefined), undefined);
  },

  'bcast of memory': async (world) => {
    for (const root of roots(world)) {
      const memory = new Uint16Array(5).fill(world.rank === root ? 7 + root : 0);
      await world.bcastBuffer(memory, root);
      assert.deepEqual(memory, new Uint16Array(5).fill(7 + root));
    }
    await world.bcastBuffer(new Uint8Array(0));
  },

  gather: async (world) => {
    for (const root of roots(world)) {
      const got = await world.gather(sample(world.rank), root);
      assert.deepEqual(got, world.rank === root ? roots(world).map(sample) : undefined);
    }
  },

  allgather: async (world) => {
    assert.deepEqual(await world.allgather(sample(world.rank)), roots(world).map(sample));
    assert.deepEqual(
      await world.allgather(undefined),
      roots(world).map(() => undefined),
    );
  },

  scatter: async (world) => {
    for (const root of roots(world)) {
      const all = world.rank === root ? roots(world).map(sample) : undefined;
      assert.deepEqual(await world.scatter(all, root), sample(world.rank));
    }
  },

  'reduce and allreduce': async (world) => {
    const { rank, size } = world;
    const total = (size * (size + 1)) / 2;
    for (const root of roots(world)) {
      assert.equal(await world.reduce(rank + 1, 'sum', root), rank === root ? total : undefined);
      const got = await world.reduce(Int32Array.of(rank, -rank), 'max', root);
      assert.deepEqual(got, rank === root ? Int32Array.of(size - 1, 0) : undefined);
    }
    assert.equal(await world.allreduce(rank + 1, 'sum'), total);
    const values = Buffer.of(rank, 1);
    const sums = await world.allreduce(values, 'sum');
    assert.deepEqual([...sums], [total - size, size]);
    assert.deepEqual([...values], [rank, 1], 'leaves its argument unchanged');
    assert.deepEqual(await world.allreduce(new Float64Array(0), 'sum'), new Float64Array(0));
  },

  'a rank that cannot send its value fails all ranks': async (world) => {
    const { rank, size } = world;
    const last = size - 1;
    const collectives = [
      () => world.gather(rank === last ? unclonable : 1),
      () => world.allgather(rank === last ? unclonable : 1),
      () => world.bcast(rank === last ? unclonable : undefined, last),
      () => world.scatter(rank === last ? roots(world).map(() => unclonable) : undefined, last),
    ];
    for (const collective of collectives) {
      if (rank === last) assert.equal(((await caught(collective)) as Error).name, 'DataCloneError');
      else {
        const { message } = await failsWith('BAD_MESSAGE', collective);
        assert.equal(message, `Rank ${last} could not send its value: see its own error`);
      }
    }
    const error = await caught(() => world.scatter(rank === 0 ? [1] : undefined));
    const expected = `Expected \`values\` to be one for each of the ${size} ranks, got 1`;
    if (rank === 0) assert.equal((error as Error).message, expected);
    assert.deepEqual(await world.allgather(rank), roots(world), 'works afterwards');
  },

  'concurrent collectives keep their order': async (world) => {
    const results = await Promise.all([
      world.allgather(world.rank),
      world.bcast(world.rank === 1 ? 'b' : undefined, 1),
      world.barrier(),
      world.allreduce(1, 'sum'),
    ]);
    assert.deepEqual(results, [roots(world), 'b', undefined, world.size]);
  },

  'runs beside messages': async (world) => {
    const next = (world.rank + 1) % world.size;
    const receiving = world.recv();
    const sums = world.allreduce(1, 'sum');
    await world.send('ring', next);
    assert.equal((await receiving).value, 'ring');
    assert.equal(await sums, world.size);
  },

  'refuses invalid arguments': async (world) => {
    const wrong: [() => unknown, string][] = [
      [
        () => world.reduce(1, 'mean' as never),
        'Expected `operation` to be one of sum, prod, min, max for a number, got mean',
      ],
      [
        () => world.allreduce(Float32Array.of(1), 'band'),
        'Expected `operation` to be one of sum, prod, min, max for a Float32Array, got band',
      ],
      [() => world.allreduce([1] as never, 'sum'), 'Expected `values` to be a number or a typed array, got 1 (object)'],
      [
        () => world.reduce(new DataView(new ArrayBuffer(8)) as never, 'sum'),
        'Expected `values` to be a number or a typed array, got a DataView',
      ],
      [
        () => world.bcast(1, world.size),
        `Expected \`root\` to be an integer from 0 to ${world.size - 1}, got ${world.size}`,
      ],
      [
        () => world.bcastBuffer('text' as never),
        'Expected `memory` to be a typed array or a Buffer, got text (string)',
      ],
    ];
    for (const [call, message] of wrong) assert.equal(((await caught(call)) as Error).message, message);
  },
});
