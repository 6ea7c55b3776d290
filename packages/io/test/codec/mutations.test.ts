import { createBitGenerator, isEpsieError, Random } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { decodeCheckpoint, encodeCheckpoint } from '#src/codec/checkpoint.js';
import { readZip } from '#src/codec/zip.js';
import { PLACEHOLDER, sealed, writeChecksum } from './files.ts';

const COUNT = 10_000;
/** Milliseconds: a thousand times what the file takes. */
const LONGEST = 2000;

const base = encodeCheckpoint({
  state: {
    schema: 1,
    seed: 7n,
    chains: [0, 1, 2].map((i) => ({
      position: Float64Array.of(i, -0, Number.NaN),
      random: { state: 2n ** 100n + BigInt(i), hasUint32: i === 1 },
      proposals: [{ steps: i }, { std: Float32Array.of(i), ragged: new Int16Array(i) }],
      words: ['a', undefined, null],
    })),
  } as never,
  run: { bytes: 12, sums: [Infinity, 10n ** 40n], sizes: Array.from({ length: 20 }, (_, i) => i) },
});

type Mutation = (random: Random) => Uint8Array;

const integer = (random: Random, below: number): number => Math.floor(random.random() * below);

const changed =
  (change: (bytes: Uint8Array, random: Random) => void): Mutation =>
  (random) => {
    const bytes = base.slice();
    change(bytes, random);
    return bytes;
  };

const mutations: { readonly [name: string]: Mutation } = {
  'one bit flipped': changed((bytes, random) => {
    const bit = integer(random, bytes.length * 8);
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
  }),
  'a byte replaced': changed((bytes, random) => {
    const at = integer(random, bytes.length);
    bytes[at] = (bytes[at] as number) + 1 + integer(random, 255);
  }),
  'random bytes in a row': changed((bytes, random) => {
    const at = integer(random, bytes.length - 16);
    for (let i = 0; i < 16; i++) bytes[at + i] = integer(random, 256);
  }),
  'a digit in the text': changed((bytes, random) => {
    const digits = Array.from(bytes.keys()).filter((i) => (bytes[i] as number) >= 0x30 && (bytes[i] as number) <= 0x39);
    const at = digits[integer(random, digits.length)] as number;
    bytes[at] = 0x30 + (((bytes[at] as number) - 0x30 + 1 + integer(random, 9)) % 10);
  }),
  'two blocks swapped': (random) => {
    const cuts = Array.from({ length: 4 }, () => integer(random, base.length)).sort((a, b) => a - b);
    const [a, b, c, d] = cuts as [number, number, number, number];
    return Buffer.concat([
      base.subarray(0, a),
      base.subarray(c, d),
      base.subarray(b, c),
      base.subarray(a, b),
      base.subarray(d),
    ]);
  },
  'a block left out': (random) => {
    const at = integer(random, base.length);
    return Buffer.concat([base.subarray(0, at), base.subarray(at + 1 + integer(random, 100))]);
  },
  'cut short': (random) => base.slice(0, integer(random, base.length)),
  extended: (random) =>
    Buffer.concat([base, Uint8Array.from({ length: 1 + integer(random, 64) }, () => integer(random, 256))]),
  'random bytes alone': (random) => Uint8Array.from({ length: integer(random, 2000) }, () => integer(random, 256)),
};

/** Outcome of reading a file: its error code, or that it was read. */
function outcome(t: ExecutionContext, bytes: Uint8Array, what: string): string {
  const start = performance.now();
  try {
    decodeCheckpoint(bytes, 'ck.npz');
    return 'read';
  } catch (error) {
    if (isEpsieError(error, 'FILE_DAMAGED') && error.path === 'ck.npz') return error.code;
    if (isEpsieError(error, 'STATE_MISMATCH')) return error.code;
    t.log(error);
    t.fail(`${what} gave another error`);
    return 'another error';
  } finally {
    if (performance.now() - start > LONGEST) t.fail(`${what} took too long`);
  }
}

const isChanged = (bytes: Uint8Array): boolean => Buffer.compare(bytes, base) !== 0;

for (const [name, mutate] of Object.entries(mutations)) {
  const count = Math.ceil(COUNT / Object.keys(mutations).length);

  test(`every damaged file is known as such: ${name}`, (t) => {
    const random = new Random(createBitGenerator(1));
    for (let i = 0; i < count; i++) {
      const bytes = mutate(random);
      if (isChanged(bytes) && outcome(t, bytes, `mutation ${i}`) !== 'FILE_DAMAGED')
        t.fail(`mutation ${i} was not found`);
    }
    t.pass();
  });

  test(`what a right checksum lets through does no harm: ${name}`, (t) => {
    const random = new Random(createBitGenerator(2));
    const outcomes = new Set<string>();
    for (let i = 0; i < count; i++) {
      const bytes = Uint8Array.from(mutate(random));
      if (bytes.length >= 20) writeChecksum(bytes);
      outcomes.add(outcome(t, bytes, `mutation ${i}`));
    }
    t.true(outcomes.has('FILE_DAMAGED'));
  });
}

test('members that are changed and have right checksums do no harm', (t) => {
  const random = new Random(createBitGenerator(3));
  const members = [...readZip(base, PLACEHOLDER)];
  const outcomes = new Map<string, number>();
  for (let i = 0; i < COUNT / 2; i++) {
    // Half of the time the JSON, which describes the others.
    const target = i % 2 === 0 ? 0 : integer(random, members.length);
    const changes = 1 + integer(random, 3);
    const changedMembers = members.map(([name, content], j) => {
      const bytes = content.slice();
      for (let k = 0; k < changes && j === target; k++) mutateText(bytes, random);
      return { name, parts: [bytes] };
    });
    const found = outcome(t, sealed(changedMembers), `mutation ${i}`);
    outcomes.set(found, (outcomes.get(found) ?? 0) + 1);
  }
  t.true((outcomes.get('read') as number) > COUNT / 50, 'else the deepest checks were not reached');
  t.true((outcomes.get('FILE_DAMAGED') as number) > COUNT / 50);
});

/** Replaces a byte by one that is likely to mean something. */
function mutateText(bytes: Uint8Array, random: Random): void {
  const alphabet = '0123456789{}[]",:$ .-enulltrfsaif<|bu\\';
  bytes[integer(random, bytes.length)] = alphabet.charCodeAt(integer(random, alphabet.length));
}

test('detects every flipped bit and every truncation', (t) => {
  for (let bit = 0; bit < base.length * 8; bit++) {
    const bytes = base.slice();
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
    if (outcome(t, bytes, `bit ${bit}`) !== 'FILE_DAMAGED') t.fail(`bit ${bit} was not found`);
  }
  for (let length = 0; length < base.length; length++) {
    if (outcome(t, base.subarray(0, length), `length ${length}`) !== 'FILE_DAMAGED')
      t.fail(`length ${length} was not found`);
  }
  t.is(outcome(t, base, 'the file itself'), 'read');
});
