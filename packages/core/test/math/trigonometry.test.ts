import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { atan2, cos, sin } from '#src/math/trigonometry.js';

const ULP = 2 ** -52;

/** Returns the distance of a value from that of Math, in units in its last place. */
const distance = (actual: number, expected: number): number =>
  Math.abs(actual - expected) / Math.max(Math.abs(expected) * ULP, Number.MIN_VALUE);

const angles = fc.double({ min: -50, max: 50, noNaN: true });
const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true });

// Next to a multiple of π the sine is what the reduction leaves: compare with the size of its error there.
testProp('sin and cos are those of Math', [angles], (t, x) => {
  t.true(Math.abs(sin(x) - Math.sin(x)) <= 2 * ULP * Math.max(Math.abs(Math.sin(x)), 1e-3));
  t.true(Math.abs(cos(x) - Math.cos(x)) <= 2 * ULP * Math.max(Math.abs(Math.cos(x)), 1e-3));
});

testProp('sin² + cos² is 1', [angles], (t, x) => {
  t.true(Math.abs(sin(x) ** 2 + cos(x) ** 2 - 1) <= 4 * ULP);
});

testProp('atan2 is that of Math', [numbers, numbers], (t, y, x) => {
  if (x === 0 && y === 0) t.is(atan2(y, x), 0);
  else t.true(distance(atan2(y, x), Math.atan2(y, x)) <= 3, `${y}, ${x}`);
});

test('sines, cosines and angles of special points are exact', (t) => {
  t.is(sin(0), 0);
  t.is(cos(0), 1);
  t.is(sin(Math.PI), Math.sin(Math.PI));
  t.is(atan2(0, -1), Math.PI);
  t.is(atan2(-0, -1), -Math.PI);
  t.is(atan2(0, 1), 0);
  t.is(atan2(1, 0), Math.PI / 2);
  t.is(atan2(-1e-300, -1), -Math.PI);
  t.is(atan2(1e-300, 1), 1e-300);
});
