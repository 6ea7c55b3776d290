import { readFile } from 'node:fs/promises';
import { crc32 as ofZlib } from 'node:zlib';
import { decodeState, encodeState } from '@epsie/io/codec';
import test from 'ava';
import { crc32 } from '#src/codec/crc32.js';

const state = {
  schema: 1,
  seed: 20240229n,
  configuration: { parameters: ['a', 'b'], duration: Infinity, bounds: [[0, 1]] },
  chains: [1, 2, 3].map((i) => ({
    position: Float64Array.of(i, -0),
    proposals: [
      { steps: i, std: Float64Array.of(0.1 * i) },
      { accepted: i, history: new Float32Array(i) },
    ],
    random: { state: 2n ** 127n + BigInt(i), hasUint32: i === 2 },
  })),
} as never;

test('the checksum is that of ZIP, in one piece or in several', (t) => {
  t.is(crc32(new TextEncoder().encode('123456789')), 0xcbf43926);
  t.is(crc32(new Uint8Array(0)), 0);
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * i * 31) & 255);
  for (let cut = 0; cut <= 70; cut++) {
    const [head, tail] = [bytes.subarray(0, cut), bytes.subarray(cut)];
    t.is(crc32(tail, crc32(head)), crc32(bytes));
    t.is(crc32(tail), ofZlib(tail));
  }
});

test('files of version 1 can be read, and are still written', async (t) => {
  const fixture = new Uint8Array(await readFile(new URL('../../test/fixtures/state-1.npz', import.meta.url)));
  t.deepEqual(decodeState(fixture), state);
  t.is(Buffer.compare(encodeState(state), fixture), 0);
});

test('the JSON of a file is readable', (t) => {
  const text = new TextDecoder().decode(encodeState(state));
  t.true(text.startsWith('PK'));
  t.true(
    text.includes(
      '"configuration": {"parameters": ["a", "b"], "duration": {"$number": "Infinity"}, "bounds": [[0, 1]]}',
    ),
  );
  for (const name of [
    'position',
    'proposals.0.std',
    'proposals.1.history',
    'proposals.1.history.lengths',
    'random.state',
  ])
    t.true(text.includes(`state.chains.${name}.npy`), name);
});
