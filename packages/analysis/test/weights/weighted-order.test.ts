import { hdi } from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import {
  weightedArc,
  weightedDrawn,
  weightedInterval,
  weightedOrder,
  weightedQuantile,
} from '#src/weights/weighted-order.js';

const order = (values: number[], weights: number[]) =>
  weightedOrder(Float64Array.from(values), Float64Array.from(weights));

test('sorts values, leaves out those without weight, and divides by the sum', (t) => {
  const { values, sums } = order([3, 1, 9, 2], [2, 1, 0, 1]);
  t.deepEqual(Array.from(values), [1, 2, 3]);
  t.deepEqual(Array.from(sums), [0.25, 0.5, 1]);
});

test('quantiles interpolate between the middles of the weights', (t) => {
  const three = order([1, 2, 4], [1, 2, 1]);
  // The middles are at 1/8, 1/2 and 7/8.
  t.deepEqual(
    [0, 0.125, 0.3125, 0.5, 0.6875, 1].map((p) => weightedQuantile(three, p)),
    [1, 1, 1.5, 2, 3, 4],
  );
  t.deepEqual(
    [0, 0.25, 0.26, 0.75, 1].map((p) => weightedDrawn(three, p)),
    [1, 1, 2, 2, 4],
  );
  t.is(weightedQuantile(order([], []), 0.5), Number.NaN);
  t.is(weightedDrawn(order([], []), 0.5), Number.NaN);
});

test('the shortest interval of equal weights is that of the draws', (t) => {
  const random = new Random(createBitGenerator(3));
  const draws = Array.from({ length: 200 }, () => random.standardNormal());
  const equal = order(
    draws,
    draws.map(() => 1),
  );
  // 181 draws have a weight of 0.905, and `hdi` of 0.9 spans 180 spaces between draws.
  t.deepEqual(weightedInterval(equal, 0.905), hdi([draws], 0.9));
  t.deepEqual(weightedInterval(equal, 1), [Math.min(...draws), Math.max(...draws)]);
  t.deepEqual(weightedInterval(order([1, 2, 3, 10], [1, 1, 1, 7]), 0.7), [10, 10]);
});

test('the shortest arc contains the ends of the range where most angles are', (t) => {
  const angles = order([0.1, 0.2, 3, 6.1, 6.2], [2, 2, 1, 2, 2]);
  t.deepEqual(weightedArc(angles, 8 / 9, 2 * Math.PI), [6.1, 0.2 + 2 * Math.PI]);
});
