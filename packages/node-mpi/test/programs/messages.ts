// Messages between two ranks or more.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Communicator } from '@mpi-bindings/node-mpi';
import { caught, failsWith, runCases } from './cases.ts';

const pattern = (length: number, seed = 0): Uint8Array => Uint8Array.from({ length }, (_, i) => (31 * i + seed) & 255);

/** Runs one side on rank 0 and another on rank 1. */
const between =
  (zero: (world: Communicator) => Promise<unknown>, one: (world: Communicator) => Promise<unknown>) =>
  async (world: Communicator): Promise<void> => {
    if (world.rank === 0) await zero(world);
    if (world.rank === 1) await one(world);
  };

const SHARED = new Float64Array(new SharedArrayBuffer(64), 8, 4);
const MEMORY: readonly NodeJS.ArrayBufferView[] = [
  pattern(10),
  Buffer.from('a Buffer'),
  Float64Array.of(1.5, Number.NaN, -0),
  BigInt64Array.of(-(2n ** 63n), 5n),
  new Uint8Array(pattern(100).buffer, 7, 33),
  new DataView(pattern(64).buffer, 3, 21),
  SHARED.fill(2.25),
  new Uint8Array(Reflect.construct(ArrayBuffer, [10, { maxByteLength: 100 }]) as ArrayBuffer).fill(9),
  new Uint8Array(0),
];
const bytes = ({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView) =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

await runCases({
  'sends memory of every kind': between(
    async (world) => {
      for (const memory of MEMORY) {
        await world.sendBuffer(memory, 1, 3);
        world.sendBufferSync(memory, 1, 4);
      }
    },
    async (world) => {
      for (const memory of MEMORY) {
        const copy = Buffer.from(bytes(memory));
        for (const tag of [3, 4]) {
          const [length, offset] = [memory.byteLength, 5];
          const into = new DataView(new ArrayBuffer(length + 10), offset, length);
          const status =
            tag === 3
              ? await world.recvBuffer(into, { source: 0, tag })
              : world.recvBufferSync(into, { source: 0, tag });
          assert.deepEqual(status, { source: 0, tag, byteLength: length });
          assert.deepEqual(bytes(into), copy);
          assert.equal(
            new Uint8Array(into.buffer).subarray(0, offset).findIndex(Boolean),
            -1,
            'writes nothing before the view',
          );
        }
      }
      const shared = new Int32Array(new SharedArrayBuffer(16), 4, 2);
      world.sendBufferSync(new Uint8Array(0), 0);
      assert.equal(shared.length, 2);
    },
  ),

  'receives a message shorter than the memory': between(
    async (world) => {
      await world.recvBuffer(new Uint8Array(0), { source: 1 });
      await world.sendBuffer(pattern(5), 1);
    },
    async (world) => {
      const into = new Uint8Array(9).fill(1);
      assert.equal((await world.recvBuffer(into)).byteLength, 5);
      assert.deepEqual(into, Uint8Array.of(...pattern(5), 1, 1, 1, 1));
    },
  ),

  values: between(
    async (world) => {
      const cyclic: { self?: unknown } = {};
      cyclic.self = cyclic;
      const values = [undefined, null, -0, 'text', 10n ** 30n, new Date(5), /a/gi, new Map([[1, new Set(['x'])]])];
      for (const value of values) await world.send(value, 1);
      await world.send(new RangeError('no', { cause: 'why' }), 1);
      await world.send({ cyclic, big: new Float64Array(100_000).fill(0.5), small: Buffer.from('b') }, 1);
      const error = await caught(() => world.send(() => 1, 1));
      assert.equal((error as Error).name, 'DataCloneError');
    },
    async (world) => {
      const values = [undefined, null, -0, 'text', 10n ** 30n, new Date(5), /a/gi, new Map([[1, new Set(['x'])]])];
      for (const value of values) assert.deepEqual(await world.recv(), { value, source: 0, tag: 0 });
      const { value: error } = await world.recv<Error>();
      assert(error instanceof RangeError && error.message === 'no' && error.stack?.includes('messages'));
      const { value } = await world.recv<{ cyclic: { self: unknown }; big: Float64Array; small: Buffer }>();
      assert.equal(value.cyclic.self, value.cyclic);
      assert.deepEqual(value.big, new Float64Array(100_000).fill(0.5));
      assert(Buffer.isBuffer(value.small));
    },
  ),

  'tags select messages and keep their order': between(
    async (world) => {
      for (let i = 0; i < 20; i++) await world.send(i, 1, i % 2);
    },
    async (world) => {
      const receive = async (tag: number) => (await world.recv<number>({ source: 0, tag })).value;
      for (let i = 1; i < 20; i += 2) assert.equal(await receive(1), i);
      for (let i = 0; i < 20; i += 2) assert.equal(await receive(0), i);
    },
  ),

  'accepts the largest tag': async (world, { maxTag }) => {
    assert(maxTag >= 32_767);
    const next = (world.rank + 1) % world.size;
    const request = world.isendBuffer(pattern(3), next, maxTag);
    assert.equal((await world.recvBuffer(new Uint8Array(3), { tag: maxTag })).tag, maxTag);
    await request.wait();
    const error = await caught(() => world.send(1, 0, maxTag + 1));
    assert(error instanceof RangeError);
    assert.equal(error.message, `Expected \`tag\` to be an integer from 0 to ${maxTag}, got ${maxTag + 1}`);
  },

  'receives large values from any rank': async (world) => {
    // Each rank sends several values at once, with arrays that are sent separately.
    const value = (rank: number, i: number) => ({ rank, i, arrays: [pattern(70_000 + i, rank), pattern(65_536, i)] });
    if (world.rank > 0) {
      await Promise.all([0, 1, 2, 3].map((i) => world.send(value(world.rank, i), 0, i)));
      return;
    }
    const counts = new Map<number, number>();
    for (let n = 0; n < 4 * (world.size - 1); n++) {
      const { value: got, source, tag } = await world.recv();
      assert.deepEqual(got, value(source, tag));
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    assert.deepEqual([...counts.values()], new Array(world.size - 1).fill(4));
  },

  'concurrent receives get different messages': between(
    async (world) => {
      await world.send('a', 1);
      await world.send('b', 1);
    },
    async (world) => {
      const received = await Promise.all([world.recv(), world.recv()]);
      assert.deepEqual(new Set(received.map(({ value }) => value)), new Set(['a', 'b']));
    },
  ),

  'sends messages to the same rank': async (world) => {
    const requests = [
      world.isend({ rank: world.rank }, world.rank, 7),
      world.isendBuffer(pattern(300_000), world.rank, 8),
    ];
    assert.deepEqual(await world.recv({ tag: 7 }), { value: { rank: world.rank }, source: world.rank, tag: 7 });
    const into = new Uint8Array(300_000);
    await world.recvBuffer(into, { source: world.rank, tag: 8 });
    assert.deepEqual(into, pattern(300_000));
    await Promise.all(requests.map((request) => request.wait()));
  },

  requests: between(
    async (world) => {
      const request = world.irecv({ source: 1 });
      assert.equal(request.test(), false);
      await world.send('go', 1);
      assert.equal(((await request.wait()) as { value: string }).value, 'went');
      assert.equal(request.test(), true);
      assert.equal((await request.wait()).value, 'went', 'as often as one likes');
      const raw = world.irecvBuffer(new Uint8Array(2), { source: 1 });
      await world.send('continue', 1);
      while (!raw.test()) await sleep(1);
      assert.deepEqual(await raw.wait(), { source: 1, tag: 5, byteLength: 2 });
    },
    async (world) => {
      await world.recv();
      await world.send('went', 0);
      await world.recv();
      const request = world.isendBuffer(pattern(2), 0, 5);
      while (!request.test()) await sleep(1);
    },
  ),

  'probe leaves the message, improbe matches it': between(
    async (world) => {
      await world.sendBuffer(pattern(12), 1, 2);
      await world.send('value', 1, 3);
    },
    async (world) => {
      assert.deepEqual(await world.probe({ tag: 2 }), { source: 0, tag: 2, byteLength: 12 });
      const status = await world.probe({ source: 0, tag: 2 });
      const message = world.improbe({ tag: 2 });
      assert(message !== undefined);
      assert.deepEqual({ ...message }, { source: 0, tag: 2, byteLength: status.byteLength });
      assert.equal(world.improbe({ tag: 2 }), undefined, 'nobody else gets it');
      const into = new Uint8Array(12);
      assert.equal((await message.mrecvBuffer(into)).byteLength, 12);
      assert.deepEqual(into, pattern(12));
      await failsWith('NOT_USABLE', () => message.mrecvBuffer(into));
      await world.probe({ tag: 3 });
      assert.deepEqual(await world.improbe()?.mrecv(), { value: 'value', source: 0, tag: 3 });
    },
  ),

  'a signal ends a wait without losing a message': between(
    async (world) => {
      await world.recv({ source: 1 });
      await world.send('late', 1);
    },
    async (world) => {
      const reason = new Error('enough');
      for (const wait of ['recv', 'probe'] as const) {
        const controller = new AbortController();
        const waiting = world[wait]({ source: 0, signal: controller.signal });
        setTimeout(() => controller.abort(reason), 5);
        assert.equal(await caught(() => waiting), reason);
        assert.equal(await caught(() => world[wait]({ signal: AbortSignal.abort(reason) })), reason);
      }
      await world.send('now', 0);
      assert.equal((await world.recv()).value, 'late');
    },
  ),

  'refuses a message longer than the memory': between(
    async (world) => {
      await world.sendBuffer(pattern(9), 1, 1);
      await world.sendBuffer(pattern(9), 1, 2);
      await world.sendBuffer(pattern(9), 1, 3);
    },
    async (world) => {
      const error = await failsWith('MPI_ERR_TRUNCATE', () => world.recvBuffer(new Uint8Array(3), { tag: 1 }));
      assert.match(error.message, /^MPI_\w+ failed: .*\(MPI_ERR_TRUNCATE\)$/);
      await failsWith('MPI_ERR_TRUNCATE', () => world.recvBufferSync(new Uint8Array(3), { tag: 2 }));
      await world.probe({ tag: 3 });
      const message = world.improbe({ tag: 3 });
      await failsWith('MPI_ERR_TRUNCATE', () => message?.mrecvBuffer(new Uint8Array(3)));
    },
  ),

  'refuses bytes that are not a value': between(
    async (world) => {
      await world.sendBuffer(pattern(40, 200), 1);
      await world.sendBuffer(new Uint8Array(0), 1);
      await world.send('fine', 1);
    },
    async (world) => {
      const error = await failsWith('BAD_MESSAGE', () => world.recv());
      assert.match(error.message, /got 40 bytes of something else/);
      await failsWith('BAD_MESSAGE', () => world.recv());
      assert.equal((await world.recv()).value, 'fine');
    },
  ),

  'refuses invalid arguments': async (world) => {
    const memory = new Uint8Array(1);
    const wrong: [() => unknown, string][] = [
      [
        () => world.send(1, world.size),
        `Expected \`destination\` to be an integer from 0 to ${world.size - 1}, got ${world.size}`,
      ],
      [
        () => world.sendBuffer(memory, -1),
        `Expected \`destination\` to be an integer from 0 to ${world.size - 1}, got -1`,
      ],
      [
        () => world.sendBufferSync([1] as never, 0),
        'Expected `memory` to be a typed array or a Buffer, got 1 (object)',
      ],
      [() => world.recv({ source: 0.5 }), `Expected \`source\` to be an integer from 0 to ${world.size - 1}, got 0.5`],
      [
        () => world.recvBuffer(memory, { tag: '1' as never }),
        /^Expected `tag` to be an integer from 0 to \d+, got 1 \(string\)$/.source,
      ],
      [() => world.irecv({ tag: -1 }), /^Expected `tag` to be an integer from 0 to \d+, got -1$/.source],
    ];
    for (const [call, message] of wrong) {
      const error = (await caught(call)) as Error;
      assert(error instanceof RangeError || error instanceof TypeError);
      if (message.startsWith('^')) assert.match(error.message, new RegExp(message));
      else assert.equal(error.message, message);
    }
  },
});
