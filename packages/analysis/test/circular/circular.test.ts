import { circularHdi, circularMean, circularSd } from '@epsie/analysis';
import test from 'ava';

const TURN = 2 * Math.PI;

test('the mean of angles at both ends of the range is at the ends', (t) => {
  t.true(Math.min(circularMean([[0.1, TURN - 0.1]]), TURN - circularMean([[0.1, TURN - 0.1]])) < 1e-12);
  t.is(circularMean([[350], [20]], [0, 360]).toFixed(9), '5.000000000');
  t.is(
    circularMean([[350], [10]], [-180, 180])
      .toFixed(9)
      .replace('-', ''),
    '0.000000000',
  );
});

test('the circular standard deviation is √(−2 log R)', (t) => {
  const length = Math.cos(0.3);
  t.true(Math.abs(circularSd([[1.3], [0.7]]) - Math.sqrt(-2 * Math.log(length))) < 1e-12);
  t.is(circularSd([[2, 2]]), 0);
  const degrees = circularSd([[10], [350]], [0, 360]);
  t.true(Math.abs(degrees - (180 / Math.PI) * circularSd([[Math.PI / 18], [TURN - Math.PI / 18]])) < 1e-9);
});

test('the shortest arc may contain the ends of the range', (t) => {
  t.deepEqual(circularHdi([[350, 355, 2, 8, 180, 90, 270, 45]], 0.375, [0, 360]), [350, 8]);
  t.deepEqual(circularHdi([[10, 12, 14, 200, 300]], 0.4, [0, 360]), [10, 14]);
});

test('angles may be given outside of the range', (t) => {
  t.deepEqual(circularHdi([[-10, -5, 362, 368, 180, 90, 270, 45]], 0.375, [0, 360]), [350, 8]);
});

test('circular statistics are NaN without draws, and for draws that are not finite', (t) => {
  for (const chains of [[], [[]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY]]]) {
    t.is(circularMean(chains), Number.NaN);
    t.is(circularSd(chains), Number.NaN);
    t.deepEqual(circularHdi(chains, 0.9), [Number.NaN, Number.NaN]);
  }
});

test('a range without two ascending ends is refused', (t) => {
  t.throws(() => circularMean([[1]], 360 as never), { instanceOf: TypeError, message: /`circle`/ });
  t.throws(() => circularSd([[1]], [1, 1]), { instanceOf: RangeError, message: /`circle`/ });
  t.throws(() => circularHdi([[1]], 2, [0, 1]), { instanceOf: RangeError, message: /`probability`/ });
});
