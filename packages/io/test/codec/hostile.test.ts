import { isEpsieError } from '@epsie/core';
import test from 'ava';
import { decodeCheckpoint } from '#src/codec/checkpoint.js';
import { meta, npy, overlapping, patched, sealed, withEnd, withGap, withOtherContent, withRun } from './files.ts';

const doubles = (count: number): Uint8Array => new Uint8Array(8 * count);
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const stacks = (depth: number, length: number): unknown =>
  depth === 0 ? 'a' : { $stack: length, each: stacks(depth - 1, length) };
const described = (state: unknown, more: object = {}) => meta({ format: 'epsie-state', schema: 1, state, ...more });
const text = (run: string) => sealed([meta(`{"format":"epsie-state","schema":1,"state":{"schema":1},"run":${run}}`)]);
const array = (of: string, name = 'a') => ({ $array: name, of });

const a = npy('a', '<f8', '2,', doubles(2));
const flat = (count: number) => npy('a', '<i2', `${count},`, new Uint8Array(2 * count));
const lengths = (values: readonly number[]) =>
  npy('b', '<u4', `${values.length},`, new Uint8Array(Uint32Array.from(values).buffer));
const ragged = { $stack: 2, each: { $ragged: 'a', lengths: 'b', of: 'Int16Array' } };
const manyValues = /more values than its size allows/;

const files: { readonly [name: string]: readonly [file: () => Uint8Array, message: RegExp] } = {
  'a stack of a billion words': [() => withRun({ $stack: 1e9, each: 'a' }), manyValues],
  'a stack of a billion objects': [() => withRun({ $stack: 1e9, each: {} }), manyValues],
  'stacks in stacks': [() => withRun(stacks(50, 1000)), manyValues],
  'a stack of more than all numbers': [() => withRun(stacks(90, 2 ** 53 - 1)), manyValues],
  'stacks of one in each other': [() => withRun(stacks(150, 1)), /more than 100 nested/],
  'a stack of no length': [() => withRun({ $stack: 0, each: 'a' }), /stack of invalid length/],
  'a stack of half a length': [() => withRun({ $stack: 1.5, each: 'a' }), /stack of invalid length/],
  'a stack of less than nothing': [() => withRun({ $stack: -1, each: 'a' }), /stack of invalid length/],
  'a million brackets': [() => text(nested(1e6)), /more than 1000 nested brackets/],
  'brackets that are never closed': [() => text('[{"a":'.repeat(1e5)), /more than 1000 nested brackets/],
  'deeper than anything that is written': [() => text(nested(500)), /more than 100 nested/],
  'no JSON': [() => text('nothing'), /is not JSON/],
  'no UTF-8': [() => sealed([{ name: 'meta.json', parts: [Uint8Array.of(0x22, 0xff, 0x22)] }]), /is not JSON/],
  'JSON of no object': [() => sealed([meta([])]), /is not a JSON object/],
  'another format': [() => sealed([meta({ format: 'other', schema: 1, state: {} })]), /is not that of a checkpoint/],
  'an older format': [
    () => sealed([meta({ format: 'epsie-state', schema: 0, state: {} })]),
    /is not that of a checkpoint/,
  ],
  'no state': [() => sealed([meta({ format: 'epsie-state', schema: 1 })]), /is not that of a checkpoint/],
  'a state of another type': [() => sealed([described([1])]), /contains no sampler state/],
  'more than state and run': [() => sealed([described({ schema: 1 }, { more: 1 })]), /is not that of a checkpoint/],
  'no text first': [() => sealed([a, described({ schema: 1 })]), /meta\.json is not its first member/],
  'no members': [() => sealed([]), /meta\.json is not its first member/],
  'a node of an unknown kind': [() => withRun({ $eval: '1' }), /unknown kind \$eval/],
  'a node of an inherited kind': [() => withRun({ $constructor: '1' }), /unknown kind/],
  'a node with more than it should have': [() => withRun({ $undefined: true, more: 1 }), /invalid node \$undefined/],
  'a bigint of letters': [() => withRun({ $bigint: '0xzz' }), /invalid `\$bigint`/],
  'a bigint that takes long to read': [() => withRun({ $bigint: '9'.repeat(1e6) }), /invalid `\$bigint`/],
  'a number of letters': [() => withRun({ $number: 'toString' }), /invalid `\$number`/],
  'an object of Python': [
    () => withRun(array('number'), npy('a', '|O', '2,', doubles(2))),
    /elements of unknown type \|O/,
  ],
  'big-endian elements': [
    () => withRun(array('Float64Array'), npy('a', '>f8', '2,', doubles(2))),
    /of unknown type >f8/,
  ],
  'elements of an inherited type': [
    () => withRun(array('number'), npy('a', 'toString', '2,', doubles(2))),
    /of unknown type toString/,
  ],
  'elements of another type': [() => withRun(array('Float32Array'), a), /is <f8 \(2\), expected <f4/],
  'elements of no kind': [() => withRun(array('Map'), a), /values of an unknown type/],
  'a shape that overflows': [
    () => withRun(array('Float64Array'), npy('a', '<f8', '4294967296, 4294967296, 4294967296', doubles(0))),
    /0 bytes for a shape of/,
  ],
  'a shape that overflows to nothing': [
    () => withRun(array('Float64Array'), npy('a', '<f8', `${'9'.repeat(400)}, 0`, doubles(0))),
    /unexpected NPY header/,
  ],
  'a shape of more than there is': [
    () => withRun(array('Float64Array'), npy('a', '<f8', '1000000000,', doubles(1))),
    /8 bytes for a shape/,
  ],
  'a shape written in another way': [
    () => withRun(array('Float64Array'), npy('a', '<f8', '02,', doubles(2))),
    /unexpected NPY header/,
  ],
  'a stack longer than its array': [
    () => withRun({ $stack: 3, each: array('number') }, a),
    /is <f8 \(2\), expected <f8 \(3\)/,
  ],
  'a header that is code': [
    () => withRun(array('number'), npy('a', "<f8' + __import__('os').name + '", '2,', doubles(2))),
    /has no valid NPY header/,
  ],
  'an array of nothing': [() => withRun(array('number'), { name: 'a.npy', parts: [] }), /has no valid NPY header/],
  'a truth value of 2': [
    () => withRun({ $stack: 1, each: array('boolean') }, npy('a', '|b1', '1,', Uint8Array.of(2))),
    /boolean that is neither 0 nor 1/,
  ],
  'an array that is missing': [() => withRun(array('Float64Array', 'b'), a), /member b is missing/],
  'an array of a number for a name': [() => withRun({ $array: 1, of: 'number' }, a), /member 1 is missing/],
  'an array that stands for two things': [
    () => withRun([array('Float64Array'), array('Float64Array')], a),
    /is used twice/,
  ],
  'an array of which nothing is said': [() => withRun(1, a), /meta\.json does not refer to its member a/],
  'a member that is no array': [() => withRun(1, { name: 'a.pkl', parts: [] }), /a\.pkl is not an array/],
  'two members of one name': [() => withRun(array('Float64Array'), a, a), /two members a\.npy/],
  'a second text': [() => withRun(1, meta('{}')), /two members meta\.json/],
  'lengths that go beyond the array': [() => withRun(ragged, flat(3), lengths([1, 3])), /expected <i2 \(4\)/],
  'lengths of a billion': [
    () => withRun(ragged, flat(3), lengths([2 ** 32 - 1, 2 ** 32 - 1])),
    /expected <i2 \(8589934590\)/,
  ],
  'a name that would clear the screen': [() => withRun(array('number', '\x1b[2J')), /member \?\[2J is missing/],
  'a name of a megabyte': [() => withRun(array('number', 'n'.repeat(1e6))), /^.{0,400}$/],
  'a split of another length': [() => withRun({ $stack: 2, each: { $split: ['a'] } }), /split of wrong length/],
  'a split of nothing': [() => withRun({ $split: [] }), /split of wrong length/],
  'items of another length': [() => withRun({ $stack: 2, each: { $items: ['a'] } }), /list of wrong length/],
  'an array under the name of something else': [
    () => withRun(array('Float64Array', 'a.pkl'), { ...a, name: 'a.pkl.npx' }),
    /member a\.pkl\.npx is not an array\./,
  ],
  'bytes that belong to no member': [withGap, /bytes between its members/],
  'a member with another checksum': [withOtherContent, /member a\.npy has a checksum mismatch/],
  'an integer in figures': [() => withRun({ $bigint: 12 }), /invalid `\$bigint`/],
  'a short array for two': [
    () => withRun({ $stack: 2, each: { $bytes: '00', of: 'Uint8Array' } }),
    /invalid inline array/,
  ],
  'a short array of no kind': [() => withRun({ $bytes: '00', of: 'Map' }), /invalid inline array/],
  'a short array in figures': [() => withRun({ $bytes: 0, of: 'Uint8Array' }), /invalid inline array/],
  'arrays of no kind': [
    () => withRun({ $stack: 2, each: { $ragged: 'a', lengths: 'b', of: 'Map' } }, flat(4), lengths([1, 3])),
    /arrays of an unknown type/,
  ],
  'half a byte of digits': [() => withRun({ $bytes: '0', of: 'Uint8Array' }), /invalid hexadecimal digits/],
  'half an element of digits': [() => withRun({ $bytes: '00', of: 'Int16Array' }), /invalid hexadecimal digits/],
  'compressed members': [() => patched(8, 10, 8), /member 0 has an unexpected header/],
  'encrypted members': [() => patched(6, 8, 1), /member 0 has an unexpected header/],
  'overlapping members': [overlapping, /member 1 has an unexpected header/],
  'more members than there are': [() => withEnd(8, 0xffff_ffff), /member 2 has an unexpected header/],
  'a list of members that begins elsewhere': [() => withEnd(16, 5), /central directory is not at its offset/],
  'a list of members of another length': [() => withEnd(12, 0), /central directory is not at its offset/],
  'a second disk': [() => withEnd(4, 1), /no valid end of central directory record/],
};

for (const [name, [file, message]] of Object.entries(files)) {
  test(`a file with a right checksum: ${name}`, (t) => {
    const start = performance.now();
    const error = t.throws(() => decodeCheckpoint(file(), 'ck.npz'));
    t.true(isEpsieError(error, 'FILE_DAMAGED'), String(error?.stack));
    t.regex(error?.message as string, message);
    t.regex(error?.message as string, /^ck\.npz is damaged: .*\. Use an earlier checkpoint or a copy$/);
    t.true(performance.now() - start < 2000);
  });
}

test('the files above would be read without their faults', (t) => {
  t.deepEqual(decodeCheckpoint(withRun(array('Float64Array'), a), '').run, new Float64Array(2));
  t.deepEqual(decodeCheckpoint(withRun(ragged, flat(4), lengths([1, 3])), '').run, [
    new Int16Array(1),
    new Int16Array(3),
  ]);
  t.deepEqual(decodeCheckpoint(withRun(stacks(2, 2)), '').run, [
    ['a', 'a'],
    ['a', 'a'],
  ]);
});

test('`__proto__` in a file pollutes nothing', (t) => {
  const { run } = decodeCheckpoint(
    text('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'),
    '',
  );
  t.deepEqual(Object.keys(run as object), ['__proto__', 'constructor']);
  t.is(Object.getPrototypeOf(run), Object.prototype);
  t.false('polluted' in {});
});
