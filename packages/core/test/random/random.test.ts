import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { boundedUint32, boundedUint64, intervalUint32 } from '#src/random/bounded.js';
import { createBitGenerator, type Pcg64 } from '#src/random/pcg64.js';
import { Random } from '#src/random/random.js';

const create = (seed: number): Random => new Random(createBitGenerator(seed));
const seeds = fc.nat(0xffffffff);
const integers = fc.maxSafeInteger();
const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

test('integers are those of NumPy', (t) => {
  const random = create(42);
  t.deepEqual(
    times(10, () => random.integer(0, 9)),
    [0, 7, 6, 4, 4, 8, 0, 6, 2, 0],
  );
});

testProp('integer stays within its bounds', [seeds, integers, integers], (t, seed, a, b) => {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const drawn = create(seed).integer(low, high);
  t.true(Number.isSafeInteger(drawn) && drawn >= low && drawn <= high);
});

test('integer makes no draw for a single value, and accepts the widest range', (t) => {
  const random = create(1);
  const before = random.state;
  t.is(random.integer(-7, -7), -7);
  t.deepEqual(random.state, before);
  const drawn = times(100, () => random.integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  t.true(drawn.some((value) => value < -(2 ** 52)) && drawn.some((value) => value > 2 ** 52));
});

/** Lemire's method as published, in bigints. */
function lemire(next: () => bigint, bits: bigint, maximum: bigint): bigint {
  const size = maximum + 1n;
  for (;;) {
    const product = next() * size;
    if ((product & ((1n << bits) - 1n)) >= (1n << bits) % size) return product >> bits;
  }
}

const maxima32 = fc.oneof(fc.nat(100), fc.nat(0xffffffff), fc.constant(0xffffffff), fc.constant(3 * 2 ** 30));
const maxima64 = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  fc.constantFrom(0xffffffffn, 1n << 32n, 3n << 62n, (1n << 64n) - 1n),
);

testProp('bounded draws of 32 bits match Lemire’s method', [seeds, maxima32], (t, seed, maximum) => {
  const [ours, theirs] = [createBitGenerator(seed), createBitGenerator(seed)];
  for (let i = 0; i < 20; i++) {
    const expected = maximum === 0 ? 0n : lemire(() => BigInt(theirs.nextUint32()), 32n, BigInt(maximum));
    t.is(boundedUint32(ours, maximum), Number(expected));
  }
  t.deepEqual(ours.state, theirs.state);
});

testProp('bounded draws of 64 bits match Lemire’s method', [seeds, maxima64], (t, seed, maximum) => {
  const [ours, theirs] = [createBitGenerator(seed), createBitGenerator(seed)];
  const narrow = maximum <= 0xffffffffn;
  for (let i = 0; i < 20; i++) {
    const expected = narrow
      ? BigInt(boundedUint32(theirs, Number(maximum)))
      : lemire(() => theirs.nextUint64(), 64n, maximum);
    t.is(boundedUint64(ours, maximum), expected);
  }
  t.deepEqual(ours.state, theirs.state);
});

testProp('interval draws are the first masked draws in range', [seeds, maxima32], (t, seed, maximum) => {
  const [ours, theirs] = [createBitGenerator(seed), createBitGenerator(seed)];
  const mask = 2 ** (32 - Math.clz32(maximum)) - 1;
  const draw = (bits: Pcg64) => (bits.nextUint32() & mask) >>> 0;
  let expected = maximum === 0 ? 0 : draw(theirs);
  while (expected > maximum) expected = draw(theirs);
  t.is(intervalUint32(ours, maximum), expected);
  t.deepEqual(ours.state, theirs.state);
});

test('choice normalises its probabilities and never chooses zeros', (t) => {
  const [weights, probabilities] = [create(3), create(3)];
  const chosen = times(200, () => weights.choice(4, [0, 2, 6, 0]));
  t.deepEqual(
    chosen,
    times(200, () => probabilities.choice(4, Float64Array.of(0, 0.25, 0.75, 0))),
  );
  t.deepEqual(new Set(chosen), new Set([1, 2]));
});

testProp('sample returns distinct items of the array', [seeds, fc.nat(60), fc.nat(60)], (t, seed, a, b) => {
  const [k, n] = [Math.min(a, b), Math.max(a, b)];
  const items = times(n, () => ({}));
  const sampled = create(seed).sample(items, k);
  t.is(new Set(sampled).size, k);
  t.true(sampled.every((item) => items.includes(item)));
});

test('sample of all items is a permutation, and of none makes no draw', (t) => {
  const items = Float64Array.from({ length: 10_001 }, (_, i) => i);
  const random = create(8);
  t.deepEqual(Float64Array.from(random.sample(items, items.length)).sort(), items);
  const before = random.state;
  t.deepEqual(random.sample(items, 0), []);
  t.deepEqual(random.state, before);
});

testProp('shuffle permutes in place', [seeds, fc.array(fc.integer())], (t, seed, items) => {
  const shuffled = [...items];
  create(seed).shuffle(shuffled);
  const ascending = (a: number, b: number) => a - b;
  t.deepEqual(shuffled.sort(ascending), [...items].sort(ascending));
});

test('a Random shares the state of its generator', (t) => {
  const bits = createBitGenerator(4);
  const [one, other] = [new Random(bits), new Random(bits)];
  const fresh = create(4);
  t.deepEqual([one.random(), other.random()], [fresh.random(), fresh.random()]);
  one.state = create(5).state;
  t.is(other.random(), create(5).random());
  one.advance(-1);
  t.is(other.nextUint64(), create(5).nextUint64());
});

test('methods reject invalid arguments without a draw', (t) => {
  const random = create(1);
  const before = random.state;
  const rejects = (call: () => unknown, message: RegExp, instanceOf: ErrorConstructor = RangeError) =>
    t.throws(call, { instanceOf, message });
  rejects(() => random.integer(1.5, 3), /^Expected `low` to be an integer, got 1\.5$/);
  rejects(() => random.integer(0, Number.NaN), /^Expected `high` to be an integer, got NaN$/);
  rejects(() => random.integer('0' as never, 1), /`low`.*string/, TypeError);
  rejects(() => random.integer(2, 1), /`high` to be at least 2/);
  rejects(() => random.choice(0, []), /`n` to be an integer from 1 up, got 0/);
  rejects(() => random.choice(2, [1]), /`probabilities\.length`.*got 1/);
  rejects(() => random.choice(2, [1, -1]), /`probabilities\[1\]`.*got -1/);
  rejects(() => random.choice(2, [1, Number.NaN]), /`probabilities\[1\]`.*got NaN/);
  rejects(() => random.choice(2, [1, '1' as never]), /`probabilities\[1\]`/, TypeError);
  rejects(() => random.choice(2, [0, 0]), /sum of/);
  rejects(() => random.choice(1, 1 as never), /`probabilities` to be an array/, TypeError);
  rejects(() => random.sample([1, 2], 3), /`k` to be an integer from 0 to 2, got 3/);
  rejects(() => random.sample([1, 2], -1), /`k`/);
  rejects(() => random.sample('ab', 1), /`items` to be an array/, TypeError);
  rejects(() => random.shuffle('ab' as never), /`items` to be an array/, TypeError);
  t.deepEqual(random.state, before);
});
