// Communicators are created, named and freed, and keep their messages apart. For 4 ranks.
import assert from 'node:assert/strict';
import { caught, failsWith, runCases } from './cases.ts';

await runCases({
  'world and self': async (world, mpi) => {
    assert.equal(world.size, 4);
    assert.deepEqual([mpi.self.rank, mpi.self.size], [0, 1]);
    assert.deepEqual(await mpi.self.allgather('alone'), ['alone']);
    assert.equal(world.name, 'MPI_COMM_WORLD');
    for (const comm of [world, mpi.self]) {
      await failsWith('NOT_USABLE', () => comm.free());
      await comm.barrier();
    }
  },

  duplicate: async (world) => {
    const other = await world.duplicate();
    assert.deepEqual([other.rank, other.size], [world.rank, world.size]);
    const next = (world.rank + 1) % world.size;
    await world.send('in the world', next);
    await other.send('in the other', next);
    assert.equal((await other.recv()).value, 'in the other');
    assert.equal((await world.recv()).value, 'in the world');
    await other.free();
  },

  split: async (world) => {
    const even = await world.split(world.rank % 2);
    assert.deepEqual([even?.rank, even?.size], [Math.floor(world.rank / 2), 2]);
    assert.deepEqual(await even?.allgather(world.rank), world.rank % 2 === 0 ? [0, 2] : [1, 3]);
    const turned = await world.split(0, -world.rank);
    assert.deepEqual(await turned?.allgather(world.rank), [3, 2, 1, 0]);
    const some = await world.split(world.rank === 0 ? undefined : 5);
    assert.equal(some?.size, world.rank === 0 ? undefined : 3);
    const big = await some?.allgather(new Float64Array(10_000).fill(world.rank));
    assert.deepEqual(
      big?.map(([first]) => first),
      world.rank === 0 ? undefined : [1, 2, 3],
    );
    for (const comm of [even, turned, some]) await comm?.free();
  },

  names: async (world) => {
    const other = await world.duplicate();
    other.name = 'workers';
    assert.equal(other.name, 'workers');
    other.name = 'ä'.repeat(100);
    assert.equal(other.name, 'ä'.repeat(31));
    await other.free();
  },

  'a freed communicator cannot be used': async (world) => {
    const other = await world.duplicate();
    const waiting = [caught(() => other.recv()), caught(() => other.probe())];
    const freed = other.free();
    const tooLate = caught(() => other.barrier());
    await freed;
    for (const error of await Promise.all([...waiting, tooLate])) {
      assert.equal((error as Error).message, 'This communicator was freed');
    }
    await failsWith('NOT_USABLE', () => other.send(1, 0));
    await failsWith('NOT_USABLE', () => other.improbe());
    await failsWith('NOT_USABLE', () => other.name);
    await failsWith('NOT_USABLE', () => other.free());
  },

  'creates and frees many communicators': async (world) => {
    for (let i = 0; i < 50; i++) await (await world.duplicate()).free();
  },

  'error handlers': async (world) => {
    const other = await world.duplicate();
    other.setErrorHandler('abort');
    other.setErrorHandler('throw');
    await other.send('longer than there is room', other.rank);
    await failsWith('MPI_ERR_TRUNCATE', () => other.recvBuffer(new Uint8Array(1)));
    const { message } = (await caught(() => other.setErrorHandler('ignore' as never))) as Error;
    assert.equal(message, "Expected `handler` to be 'throw' or 'abort', got ignore");
    await other.free();
  },

  'refuses invalid arguments': async (world) => {
    const error = (await caught(() => world.split(-1))) as Error;
    assert.equal(error.message, 'Expected `color` to be an integer from 0 to 2147483647, got -1');
  },
});
