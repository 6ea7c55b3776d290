// Messages in pieces of at most 1000 bytes. For 3 ranks.
import assert from 'node:assert/strict';
import { limits } from '#src/messages/limits.js';
import { runCases } from './cases.ts';

limits.chunk = 1000;
const pattern = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8) + seed) & 255);
// At the limit, next to it, and at its multiples.
const LENGTHS = [999, 1000, 1001, 2000, 2001, 12_345];

await runCases({
  'sends memory in pieces': async (world) => {
    for (const length of LENGTHS) {
      if (world.rank === 0) {
        await world.sendBuffer(pattern(length, 1), 1, 4);
        world.sendBufferSync(pattern(length, 2), 1, 5);
      } else if (world.rank === 1) {
        const into = new Uint8Array(length);
        const status = { source: 0, tag: 4, byteLength: length };
        assert.deepEqual(await world.recvBuffer(into, { source: 0 }), status);
        assert.deepEqual(into, pattern(length, 1));
        assert.deepEqual(world.recvBufferSync(into, {}), { ...status, tag: 5 });
        assert.deepEqual(into, pattern(length, 2));
      }
    }
  },

  'sends several messages in pieces at once': async (world) => {
    if (world.rank === 0) await Promise.all([1, 2, 3].map((seed) => world.sendBuffer(pattern(5000, seed), 1)));
    if (world.rank !== 1) return;
    const memory = [1, 2, 3].map(() => new Uint8Array(5000));
    await Promise.all(memory.map((into) => world.recvBuffer(into, { source: 0 })));
    memory.forEach((into, i) => {
      assert.deepEqual(into, pattern(5000, i + 1));
    });
  },

  'keeps pieces of several senders apart': async (world) => {
    if (world.rank > 0) {
      for (let i = 0; i < 5; i++) await world.sendBuffer(pattern(5000, world.rank), 0, world.rank);
      return;
    }
    for (let i = 0; i < 10; i++) {
      const into = new Uint8Array(5000);
      const { source, tag, byteLength } = i % 2 === 0 ? await world.recvBuffer(into) : world.recvBufferSync(into);
      assert.deepEqual([tag, byteLength], [source, 5000]);
      assert.deepEqual(into, pattern(5000, source));
    }
  },

  'sends long values': async (world) => {
    // A text is part of the value, a large array is sent separately.
    const value = { text: 'long '.repeat(1000), array: new Float64Array(9000).fill(0.25), last: [1, 2, 3] };
    if (world.rank === 0) await world.send(value, 1, 9);
    if (world.rank === 1) assert.deepEqual(await world.recv(), { value, source: 0, tag: 9 });
  },

  'runs collectives in pieces': async (world) => {
    for (const length of LENGTHS) {
      const memory = world.rank === 2 ? pattern(length, 3) : new Uint8Array(length);
      await world.bcastBuffer(memory, 2);
      assert.deepEqual(memory, pattern(length, 3));
      const sums = await world.allreduce(Float64Array.from(memory), 'sum');
      assert.deepEqual(
        sums,
        Float64Array.from(memory, (byte) => 3 * byte),
      );
      const largest = await world.reduce(
        Int16Array.from(memory, (byte) => byte + world.rank),
        'max',
        1,
      );
      if (world.rank === 1)
        assert.deepEqual(
          largest,
          Int16Array.from(memory, (byte) => byte + 2),
        );
    }
    const text = 'x'.repeat(5000);
    assert.equal(await world.bcast(world.rank === 0 ? text : undefined), text);
  },
});
