import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { createBitGenerator, createBitGenerators, Pcg64, type Pcg64State } from '#src/random/pcg64.js';
import { SeedSequence } from '#src/random/seed-sequence.js';
import { ReferencePcg64 } from '../helpers/reference-pcg64.ts';

const uint128 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
const increments = uint128.map((value) => value | 1n);
const states: fc.Arbitrary<Pcg64State> = fc.record({
  state: uint128,
  inc: increments,
  hasUint32: fc.boolean(),
  uinteger: fc.nat(0xffffffff),
});
/** Past the largest batch, and within the first. */
const counts = fc.oneof(fc.nat(40), fc.nat(4000));

const draw = (generator: Pcg64, n: number): bigint[] => Array.from({ length: n }, () => generator.nextUint64());

/** Draws of both widths, which must continue alike after a state was saved. */
const mixed = (generator: Pcg64, widths: readonly boolean[]): (number | bigint)[] =>
  widths.map((wide) => (wide ? generator.nextUint64() : generator.nextUint32()));

testProp('outputs and states match the definition', [uint128, increments, counts], (t, state, inc, n) => {
  const generator = new Pcg64({ state, inc, hasUint32: false, uinteger: 0 });
  const reference = new ReferencePcg64(state, inc);
  t.deepEqual(
    draw(generator, n),
    Array.from({ length: n }, () => reference.next()),
  );
  t.deepEqual(generator.state, { state: reference.state, inc, hasUint32: false, uinteger: 0 });
});

for (const edge of [0n, (1n << 64n) - 1n, ((1n << 64n) - 1n) << 64n, (1n << 128n) - 1n]) {
  test(`carries are right with state and increment at ${edge.toString(16)}`, (t) => {
    const generator = new Pcg64({ state: edge, inc: edge | 1n, hasUint32: false, uinteger: 0 });
    const reference = new ReferencePcg64(edge, edge | 1n);
    t.deepEqual(
      draw(generator, 100),
      Array.from({ length: 100 }, () => reference.next()),
    );
  });
}

testProp('a state that was set is returned unchanged', [states], (t, state) => {
  t.deepEqual(new Pcg64(state).state, state);
});

testProp(
  'a state saved at any point continues with the same draws',
  [states, fc.array(fc.boolean(), { maxLength: 300 }), fc.array(fc.boolean(), { maxLength: 300 })],
  (t, start, before, after) => {
    const generator = new Pcg64(start);
    mixed(generator, before);
    const saved = generator.state;
    const expected = mixed(generator, after);
    const restored = new Pcg64(saved);
    t.deepEqual(mixed(restored, after), expected);
    t.deepEqual(restored.state, generator.state);
    generator.state = saved;
    t.deepEqual(mixed(generator, after), expected);
  },
);

testProp(
  'reading the state changes nothing',
  [states, fc.array(fc.boolean(), { maxLength: 200 })],
  (t, start, widths) => {
    const [watched, unwatched] = [new Pcg64(start), new Pcg64(start)];
    const drawn = widths.flatMap((wide) => {
      t.is(watched.state.inc, start.inc);
      return mixed(watched, [wide]);
    });
    t.deepEqual(drawn, mixed(unwatched, widths));
  },
);

testProp(
  'the size of batches does not affect the numbers',
  [states, fc.array(counts, { maxLength: 5 })],
  (t, start, cuts) => {
    const whole = new Pcg64(start);
    let piece = new Pcg64(start);
    for (const n of cuts) {
      piece = new Pcg64(piece.state);
      t.deepEqual(draw(piece, n), draw(whole, n));
    }
    t.deepEqual(piece.state, whole.state);
  },
);

testProp('generators are independent', [fc.array(states, { minLength: 2, maxLength: 4 })], (t, starts) => {
  const alone = starts.map((start) => draw(new Pcg64(start), 200));
  const together = starts.map((start) => new Pcg64(start));
  const rows = Array.from({ length: 200 }, () => together.map((generator) => generator.nextUint64()));
  t.deepEqual(
    starts.map((_, g) => rows.map((row) => row[g])),
    alone,
  );
});

testProp(
  'advance(n) equals n draws, and drops a buffered half',
  [states, fc.nat(100), counts],
  (t, start, before, n) => {
    const [jumping, drawing] = [new Pcg64(start), new Pcg64(start)];
    draw(jumping, before);
    draw(drawing, before + n);
    jumping.advance(n);
    t.deepEqual(jumping.state, { ...drawing.state, hasUint32: false, uinteger: 0 });
    jumping.advance(-n - before);
    t.is(jumping.state.state, start.state);
  },
);

testProp('advances add up, modulo 2^128', [states, uint128, uint128], (t, start, a, b) => {
  const [twice, once] = [new Pcg64(start), new Pcg64(start)];
  twice.advance(a);
  twice.advance(b);
  once.advance(a + b);
  t.deepEqual(twice.state, once.state);
  once.advance(-(a + b));
  t.is(once.state.state, start.state);
});

test('jumped does not change the origin, and jumps add up', (t) => {
  const origin = createBitGenerator(5);
  const before = origin.state;
  t.deepEqual(origin.jumped().jumped().state, origin.jumped(2).state);
  t.deepEqual(origin.state, before);
  t.deepEqual(origin.jumped(1n).state, origin.jumped().state);
});

test('32-bit draws split an output, low half first', (t) => {
  const output = createBitGenerator(1).nextUint64();
  const generator = createBitGenerator(1);
  t.is(generator.nextUint32(), Number(output & 0xffffffffn));
  t.deepEqual(generator.state.hasUint32, true);
  t.is(generator.state.uinteger, Number(output >> 32n));
  generator.nextUint64();
  t.is(generator.nextUint32(), Number(output >> 32n));
  t.is(generator.state.hasUint32, false);
});

test('streams and chains are the children of the seed', (t) => {
  const child = (k: number) => Pcg64.fromSeedSequence(new SeedSequence(9, [k])).state;
  t.deepEqual(createBitGenerator(9).state, Pcg64.fromSeedSequence(new SeedSequence(9)).state);
  t.deepEqual(createBitGenerator(9, 3).state, child(3));
  t.deepEqual(
    createBitGenerators(3, 9).map((generator) => generator.state),
    [child(0), child(1), child(2)],
  );
  t.notDeepEqual(createBitGenerator().state, createBitGenerator().state);
});

test('an invalid state, delta or number of jumps is rejected', (t) => {
  const state: Pcg64State = { state: 1n, inc: 1n, hasUint32: false, uinteger: 0 };
  const wrong = (part: object) => () => new Pcg64({ ...state, ...part });
  t.throws(wrong({ state: 1 }), { instanceOf: TypeError, message: /`state`.*bigint/ });
  t.throws(wrong({ state: -1n }), { instanceOf: RangeError, message: /`state`/ });
  t.throws(wrong({ state: 1n << 128n }), { instanceOf: RangeError, message: /`state`/ });
  t.throws(wrong({ inc: undefined }), { instanceOf: TypeError, message: /`inc`/ });
  t.throws(wrong({ inc: 2n }), { instanceOf: RangeError, message: /`inc` to be odd/ });
  t.throws(wrong({ hasUint32: 1 }), { instanceOf: TypeError, message: /`hasUint32`/ });
  t.throws(wrong({ uinteger: 2 ** 32 }), { instanceOf: RangeError, message: /`uinteger`.*from 0 to 4294967295/ });
  t.throws(wrong({ uinteger: '0' }), { instanceOf: TypeError, message: /`uinteger`/ });
  const generator = new Pcg64(state);
  t.throws(() => generator.advance(0.5), { instanceOf: RangeError, message: /`delta`.*got 0\.5/ });
  t.throws(() => generator.jumped(0.5), { instanceOf: RangeError, message: /`jumps`/ });
  t.deepEqual(generator.state, state);
  t.throws(() => createBitGenerator(1, -1), { instanceOf: RangeError, message: /`stream`/ });
  t.throws(() => createBitGenerators(-1, 1), { instanceOf: RangeError, message: /`count`/ });
});
