import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { SeedSequence } from '#src/random/seed-sequence.js';

const seeds = fc.bigInt({ min: 0n, max: 1n << 300n });

testProp('64-bit words are pairs of the 32-bit words, low first', [seeds, fc.nat(9)], (t, seed, n) => {
  const sequence = new SeedSequence(seed);
  const halves = sequence.generateState(2 * n);
  t.deepEqual(new Uint32Array(sequence.generateState(n, 'uint64').buffer), halves);
});

testProp('a shorter output is a prefix of a longer one', [seeds, fc.nat(20), fc.nat(20)], (t, seed, n, more) => {
  const sequence = new SeedSequence(seed);
  t.deepEqual(sequence.generateState(n), sequence.generateState(n + more).slice(0, n));
});

testProp('later spawns continue the numbers of the children', [seeds, fc.nat(5), fc.nat(5)], (t, seed, n, more) => {
  const sequence = new SeedSequence(seed);
  const inTwo = [...sequence.spawn(n), ...sequence.spawn(more)];
  const atOnce = new SeedSequence(seed).spawn(n + more);
  t.deepEqual(
    inTwo.map((child) => child.pool),
    atOnce.map((child) => child.pool),
  );
  t.deepEqual(
    inTwo.map((child) => child.spawnKey),
    Array.from({ length: n + more }, (_, i) => [i]),
  );
});

testProp('a spawn key leads directly to the child', [seeds, fc.nat(4), fc.nat(4)], (t, seed, child, grandchild) => {
  const parent = new SeedSequence(seed).spawn(child + 1)[child] as SeedSequence;
  const spawned = parent.spawn(grandchild + 1)[grandchild] as SeedSequence;
  t.deepEqual(new SeedSequence(seed, [child, grandchild]).pool, spawned.pool);
});

test('numbers and bigints are the same seed', (t) => {
  t.deepEqual(new SeedSequence(2 ** 40).pool, new SeedSequence(1n << 40n).pool);
});

test('a child differs from a seed with more words', (t) => {
  t.notDeepEqual(new SeedSequence(7, [1]).pool, new SeedSequence((1n << 32n) | 7n).pool);
});

test('without a seed the entropy is fresh, and reproduces the sequence', (t) => {
  const [one, other] = [new SeedSequence(), new SeedSequence()];
  t.not(one.entropy, other.entropy);
  t.deepEqual(new SeedSequence(one.entropy).pool, one.pool);
});

test('invalid entropy, spawn keys, counts and types are rejected', (t) => {
  t.throws(() => new SeedSequence(-1), { instanceOf: RangeError, message: /`entropy` .* from 0 up, got -1/ });
  t.throws(() => new SeedSequence(-1n), { instanceOf: RangeError, message: /`entropy` .* from 0 up, got -1/ });
  t.throws(() => new SeedSequence(1.5), { instanceOf: RangeError, message: /`entropy`.*got 1\.5/ });
  t.throws(() => new SeedSequence(2 ** 53), { instanceOf: RangeError, message: /`entropy`/ });
  t.throws(() => new SeedSequence('1' as never), { instanceOf: TypeError, message: /`entropy`.*string/ });
  t.throws(() => new SeedSequence(1, [-1]), { instanceOf: RangeError, message: /`spawnKey`/ });
  const sequence = new SeedSequence(1);
  t.throws(() => sequence.spawn(-1), { instanceOf: RangeError, message: /`count`/ });
  t.throws(() => sequence.generateState(1.5), { instanceOf: RangeError, message: /`count`/ });
  t.throws(() => sequence.generateState(1, 'uint16' as never), { instanceOf: TypeError, message: /`type`/ });
});
