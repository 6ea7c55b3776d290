import { isDeepStrictEqual } from 'node:util';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { decodeCheckpoint, encodeCheckpoint } from '#src/codec/checkpoint.js';

const state = { schema: 1 } as never;
const encode = (run: unknown) => encodeCheckpoint({ state, run });
const decode = (bytes: Uint8Array) => decodeCheckpoint(bytes, 'ck.npz').run;

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const typed = [
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
  fc.bigInt64Array(),
  fc.bigUint64Array(),
];
const key = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toJSON',
    '$array',
    '$$',
    '',
    '0',
    '..',
    '/',
    'a.b',
    'A',
    '\ud800',
    'length',
  ),
);
const leaf = fc.oneof(
  fc.double(),
  fc.constantFrom(-0, Number.NaN, Infinity, -Infinity, undefined, null, true, false),
  fc.bigInt(),
  fc.bigInt({ min: -(2n ** 1100n), max: 2n ** 1100n }),
  fc.string({ unit: 'binary' }),
  ...typed,
);
/** `Object.fromEntries` makes an own property of `__proto__`. */
const objectOf = (value: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(key, value), { maxLength: 4 }).map(Object.fromEntries);
const tree = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 5 }),
    objectOf(tie('tree')),
  ),
})).tree;

// Elements made to one pattern stack; one that breaks it makes a part of the stack fall back.
const record = fc.record(
  {
    x: fc.double(),
    flag: fc.boolean(),
    huge: fc.bigInt({ min: 0n, max: 2n ** 128n }),
    list: fc.array(fc.float64Array({ minLength: 2, maxLength: 3 }), { minLength: 2, maxLength: 3 }),
    word: fc.constantFrom('a', 'b', null),
    __proto__: fc.constant(1),
    any: leaf,
  },
  { requiredKeys: ['x', 'flag', 'list'] },
);
const stack = fc.array(fc.array(record, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 20 });

for (const [name, arbitrary] of Object.entries({ tree, stack })) {
  testProp(
    `any plain data comes back as it was: ${name}`,
    [arbitrary],
    (t, value) => {
      const bytes = encode(value);
      const back = decode(bytes);
      t.deepEqual(back, value);
      t.true(sameBytes(encode(back), bytes));
    },
    { numRuns: 200, seed: 1 },
  );
}

test('decodes every number with its type and last bit', (t) => {
  const nan = new BigUint64Array([0xfff8000000000001n, 0x7ff0000000000001n]);
  const value = {
    payloads: new Float64Array(nan.buffer),
    view: new Uint8Array(Uint8Array.of(1, 2, 3, 4).buffer, 1, 2),
    buffer: Buffer.from([1, 2]),
    many: Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? -0 : Number.NaN)),
    flags: Array.from({ length: 40 }, (_, i) => i % 3 === 0),
    limbs: Array.from({ length: 40 }, (_, i) => (1n << BigInt(3 * i)) - 1n),
    tall: [2n ** 128n - 1n, 2n ** 128n, -1n, -(10n ** 400n)],
  };
  const back = decode(encode(value)) as typeof value;
  t.deepEqual(new BigUint64Array(back.payloads.buffer), nan);
  t.deepEqual(back.view, Uint8Array.of(2, 3));
  t.deepEqual(back.buffer as Uint8Array, Uint8Array.of(1, 2));
  t.deepEqual([back.many, back.flags, back.limbs, back.tall], [value.many, value.flags, value.limbs, value.tall]);
});

test('equal NaN give equal bytes', (t) => {
  const other = new Float64Array(new BigUint64Array([0xfff8000000000001n]).buffer)[0] as number;
  const list = (nan: number) => Array.from({ length: 40 }, () => nan);
  t.true(sameBytes(encode(list(other)), encode(list(Number.NaN))));
});

test('`__proto__` is a key like others', (t) => {
  const value = JSON.parse('{"__proto__": {"polluted": true}, "a": [{"__proto__": 1}]}');
  const back = decode(encode(value)) as object;
  t.deepEqual(Object.keys(back), ['__proto__', 'a']);
  t.is(Object.getPrototypeOf(back), Object.prototype);
  t.false('polluted' in {});
});

test('holes count as undefined', (t) => {
  // biome-ignore lint/suspicious/noSparseArray: what is tested
  t.deepEqual(decode(encode([1, , 2])), [1, undefined, 2]);
});

test('accepts states with many values in few bytes', (t) => {
  for (const item of ['a', null, undefined, {}, [], new Float64Array(0), [[[[[true]]]]], { a: {}, b: [] }]) {
    const value = Array.from({ length: 20_000 }, () => item);
    t.true(isDeepStrictEqual(decode(encode(value)), value));
    const mixed = [[Float64Array.of(1)], value];
    t.true(isDeepStrictEqual(decode(encode(mixed)), mixed));
  }
});

test('accepts more arrays than a ZIP archive has entries', (t) => {
  const arrays = Object.fromEntries(Array.from({ length: 70_000 }, (_, i) => [`k${i}`, Float64Array.of(i)]));
  t.true(isDeepStrictEqual(decode(encode(arrays)), arrays));
});

test('accepts more lists than there may be members', (t) => {
  const list = Array.from({ length: 17 }, (_, i) => i);
  const lists = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, list]));
  const bytes = encode(lists);
  // The count in the end record, which has our comment of 20 bytes behind it.
  t.true(new DataView(bytes.buffer).getUint16(bytes.length - 20 - 22 + 10, true) < 4100);
  t.true(isDeepStrictEqual(decode(bytes), lists));
});

test('bytes as Node reads them from a file, in a part of a larger buffer', (t) => {
  const value = { list: Float64Array.of(1, 2), word: 'a' };
  const bytes = Buffer.concat([Buffer.from([1, 2, 3]), encode(value)]).subarray(3);
  const back = decode(bytes) as typeof value;
  t.deepEqual(back, value);
  t.is(back.list.buffer.byteLength, 16);
});

test('shortens names that are too long for a file', (t) => {
  const long = 'n'.repeat(500);
  const value = {
    [`${long}1`]: Float64Array.of(1),
    [`${long}2`]: Float64Array.of(2),
    [long]: [new Int8Array(2), new Int8Array(1)],
  };
  t.deepEqual(decode(encode(value)), value);
});

const nested = (depth: number): unknown =>
  depth === 0 ? 1 : depth % 2 === 0 ? [nested(depth - 1)] : { a: nested(depth - 1) };

test('accepts a hundred nested levels, and no more', (t) => {
  t.deepEqual(decode(encode(nested(100))), nested(100));
  const tooDeep = {
    instanceOf: TypeError,
    message: /^Expected `run\.a\.0\.a.*…` to have at most 100 nested .* is there a cycle\?$/,
  };
  t.throws(() => encode({ a: nested(100) }), tooDeep);
  const cycle: unknown[] = [];
  cycle.push(cycle, cycle);
  t.throws(() => encode(cycle), { instanceOf: TypeError, message: /is there a cycle\?$/ });
});

test('rejects anything but plain data, by its path', (t) => {
  for (const value of [
    () => 1,
    Symbol('s'),
    new Map(),
    new Date(0),
    new DataView(new ArrayBuffer(1)),
    new (class A {})(),
  ]) {
    t.throws(() => encode({ a: [1, { b: value }] }), {
      instanceOf: TypeError,
      message: /^Expected `run\.a\.1\.b` to be plain data \(numbers, /,
    });
  }
  for (const value of [undefined, null, 1, {}, { schema: '1' }, []])
    t.throws(() => encodeCheckpoint({ state: value as never }), {
      instanceOf: TypeError,
      message: /^Expected `state` to be/,
    });
});
