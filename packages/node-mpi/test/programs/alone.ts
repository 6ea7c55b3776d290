// All collectives of a world of one rank.
import assert from 'node:assert/strict';
import { runCases } from './cases.ts';

await runCases({
  'all collectives': async (world) => {
    assert.equal(await world.bcast('b'), 'b');
    assert.deepEqual(await world.gather('g'), ['g']);
    assert.deepEqual(await world.allgather('a'), ['a']);
    assert.equal(await world.scatter(['s']), 's');
    assert.equal(await world.reduce(2, 'prod'), 2);
    assert.deepEqual(await world.allreduce(Int8Array.of(3), 'bxor'), Int8Array.of(3));
    assert.equal((await world.split(0))?.size, 1);
    assert.equal(await world.split(undefined), undefined);
  },
});
