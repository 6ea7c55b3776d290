import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { invertMonotoneCubic, monotoneSlopes } from '#src/math/monotone-cubic.js';

const invert = (x: readonly number[], y: readonly number[], target: number): number =>
  invertMonotoneCubic(Float64Array.from(x), Float64Array.from(y), target);

test('a line is inverted exactly', (t) => {
  for (const target of [0, 0.3, 1, 2.7, 4]) t.true(Math.abs(invert([1, 2, 5], [0, 1, 4], target) - target - 1) < 1e-14);
});

// scipy.interpolate.PchipInterpolator (1.17.1) has the same slopes at the inner points: its values at these x are the targets.
test('agrees with the interpolant of Fritsch and Butland', (t) => {
  const [x, y] = [
    [0, 1, 3, 4, 10],
    [0, 2, 3, 7, 8],
  ];
  for (const [at, value] of PCHIP) t.true(Math.abs(invert(x, y, value) - at) < 1e-12, `${at}`);
});

const PCHIP = [
  [1.25, 2.18042652027027],
  [2, 2.471042471042471],
  [2.9, 2.909010617760617],
  [3.5, 5.0704021094264995],
] as const;

const INNER_SLOPES = [0.8571428571428571, 0.972972972972973, 0.4097560975609756];

// The slopes of scipy at the inner points; secants at the ends.
test('has the slopes of Fritsch and Butland', (t) => {
  const slopes = monotoneSlopes(Float64Array.of(0, 1, 3, 4, 10), Float64Array.of(0, 2, 3, 7, 8));
  const expected = [2, ...INNER_SLOPES, 1 / 6];
  for (const [k, slope] of slopes.entries()) t.true(Math.abs(slope - (expected[k] as number)) < 1e-12, `${slope}`);
  t.deepEqual([...monotoneSlopes(Float64Array.of(0, 1, 2, 3), Float64Array.of(0, 0, 1, 1))], [0, 0, 0, 0]);
});

const increments = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 12 });
function cumulate(steps: readonly number[]): number[] {
  const sums = [0];
  for (const step of steps) sums.push((sums.at(-1) as number) + step);
  return sums;
}

testProp('increases with the target, and meets the points', [increments, increments], (t, a, b) => {
  const length = Math.min(a.length, b.length);
  const [x, y] = [cumulate(a.slice(0, length)), cumulate(b.slice(0, length))];
  const end = y.at(-1) as number;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= 50; i++) {
    const now = invert(x, y, (end * i) / 50);
    t.true(now >= last);
    last = now;
  }
  for (const [i, value] of y.entries()) {
    const width = Math.max((x[i] as number) - (x[i - 1] ?? 0), (x[i + 1] ?? 0) - (x[i] as number));
    t.true(Math.abs(invert(x, y, value) - (x[i] as number)) < 1e-6 * width, `point ${i}`);
  }
});
