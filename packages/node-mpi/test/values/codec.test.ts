import { runInNewContext } from 'node:vm';
import { MpiError } from '@mpi-bindings/node-mpi';
import test from 'ava';
import { decode, encode, PART_SIZE } from '#src/values/codec.js';

/** Encodes and decodes a value, and transfers its parts as messages would. */
function roundTrip<T>(value: T, partSize?: number): { readonly value: T; readonly parts: readonly number[] } {
  const { bytes, parts } = encode(value, 77, partSize);
  const waiting = [...parts];
  const copy = decode(bytes, (byteLength, mark) => {
    if (mark !== 77) throw new Error(`mark ${mark}`);
    const part = waiting.shift() as Uint8Array;
    if (part.byteLength !== byteLength) throw new Error(`${part.byteLength} bytes, not ${byteLength}`);
    return new Uint8Array(part);
  });
  return { value: copy as T, parts: parts.map(({ byteLength }) => byteLength) };
}

const filled = (length: number) => new Uint8Array(length).map((_, i) => i % 251);
const odd = new Uint8Array(filled(100).buffer, 7, 21);
const values: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['numbers', [0, -0, Number.NaN, Infinity, 1e-300, 2 ** 53]],
  ['bigints', [0n, -1n, 2n ** 200n]],
  ['text', 'ä\u{1f600}\0'],
  ['dates', [new Date(0), new Date(Number.NaN)]],
  ['regular expressions', /a(?<n>b)/giu],
  ['maps and sets', new Map<unknown, unknown>([[{ a: 1 }, new Set([1, 'x'])]])],
  ['holes', Object.assign([], { 2: 'third', length: 5 })],
  ['boxes', [Object(1), Object('text'), Object(false), Object(5n)]],
  ['an ArrayBuffer', filled(10).buffer],
  ['a view at an odd offset', odd],
  ['a DataView', new DataView(filled(50).buffer, 3, 11)],
  ['empty views', [new Float64Array(0), Buffer.alloc(0), new DataView(new ArrayBuffer(0))]],
];
for (const [name, value] of values) test(`copies ${name}`, (t) => t.deepEqual(roundTrip(value).value, value));

const TYPES = [
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array],
  ...[Float64Array, BigInt64Array, BigUint64Array],
];
test('arrays keep their type, in place and as parts', (t) => {
  for (const Type of TYPES) {
    for (const bytes of [64, PART_SIZE]) {
      const array = new Type(filled(bytes).buffer);
      const { value, parts } = roundTrip({ array });
      t.is(value.array.constructor, Type);
      t.deepEqual(value.array, array);
      t.deepEqual(parts, bytes === PART_SIZE ? [PART_SIZE] : []);
    }
  }
});

test('a Buffer stays a Buffer, a Uint8Array stays a Uint8Array', (t) => {
  for (const length of [5, PART_SIZE]) {
    const { value } = roundTrip([Buffer.from(filled(length)), filled(length)]);
    t.deepEqual(value.map(Buffer.isBuffer), [true, false]);
  }
});

test('only arrays of the minimum length or more become parts', (t) => {
  const { value, parts } = roundTrip([filled(PART_SIZE - 1), filled(PART_SIZE), filled(PART_SIZE + 1)]);
  t.deepEqual(parts, [PART_SIZE, PART_SIZE + 1]);
  t.deepEqual(
    value.map(({ length }) => length),
    [PART_SIZE - 1, PART_SIZE, PART_SIZE + 1],
  );
  t.deepEqual(roundTrip(filled(PART_SIZE), Infinity).parts, []);
});

test('keeps shared and circular references', (t) => {
  const array = filled(PART_SIZE);
  const value: { array: unknown; again: unknown; self?: unknown } = { array, again: array };
  value.self = value;
  const { value: copy, parts } = roundTrip(value);
  t.is(copy.self, copy);
  t.is(copy.again, copy.array);
  t.is(parts.length, 1);
});

test('copies only the bytes of a view, not its buffer', (t) => {
  const { value } = roundTrip(filled(2 * PART_SIZE).subarray(10, 20));
  t.is(value.buffer.byteLength, 10);
});

test('copies shared and resizable memory', (t) => {
  const shared = new Float64Array(new SharedArrayBuffer(64), 8, 2).fill(1.5);
  const { value } = roundTrip(shared);
  t.deepEqual([...value], [1.5, 1.5]);
  t.false((value.buffer as unknown) instanceof SharedArrayBuffer);
  const resizable = new Uint8Array(Reflect.construct(ArrayBuffer, [8, { maxByteLength: 16 }]) as ArrayBuffer);
  t.deepEqual([...roundTrip(resizable.fill(3)).value], new Array(8).fill(3));
});

test('accepts arrays of another realm', (t) => {
  const { value } = roundTrip(runInNewContext('new Float32Array([0.5, 2])') as Float32Array);
  t.deepEqual(value, Float32Array.of(0.5, 2));
});

test('errors keep their kind, message and stack', (t) => {
  const { value } = roundTrip(new RangeError('too far'));
  t.true(value instanceof RangeError);
  t.is(value.message, 'too far');
  t.regex(value.stack ?? '', /codec\.test/);
});

// AVA does not treat a DOMException as an error.
function refusal(value: unknown): string {
  try {
    encode(value, 1);
    return 'none';
  } catch (error) {
    return String(error);
  }
}

test('refuses values that cannot be cloned', (t) => {
  for (const value of [() => 1, Symbol('s'), { deep: [new WeakMap()] }, new SharedArrayBuffer(8), Promise.resolve()]) {
    t.regex(refusal(value), /^DataCloneError: .* could not be cloned\.$/);
  }
  class Strange extends Uint8Array {
    override get [Symbol.toStringTag](): never {
      return 'Strange' as never;
    }
  }
  t.like(
    t.throws(() => encode(new Strange(3), 1), { any: true }),
    { name: 'DataCloneError' },
  );
});

test('refuses bytes that are not a value', (t) => {
  const refuse = () => t.fail() as never;
  const { bytes } = encode({ array: filled(100) }, 1);
  const wrong = [new Uint8Array(0), filled(40), bytes.subarray(1), bytes.subarray(0, 20), new Uint8Array(17)];
  for (const some of wrong) {
    const error = t.throws(() => decode(some, refuse), { instanceOf: MpiError, code: 'BAD_MESSAGE' });
    t.regex(error.message, new RegExp(`got ${some.length} bytes of something else`));
  }
});
