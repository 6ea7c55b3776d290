import { essMean } from '@epsie/analysis';
import test from 'ava';

const isNear = (value: number, expected: number): boolean => Math.abs(value - expected) <= 1e-13 * expected;

// The numbers are those of the R package `posterior` 1.4.0.
test('halves of fewer than six draws, and alternating ones, have no pair of lags: half of their draws is the effective sample size', (t) => {
  t.is(essMean([[3, 1, 4, 1, 5, 9]]), 3);
  t.is(essMean([[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]]), 5);
  t.is(essMean([Array.from({ length: 100 }, (_, i) => (-1) ** i)]), 50);
});

test('the correlation after the last pair of a short chain counts where it is negative and its pair is not', (t) => {
  const x = [[0, 2, 8, 5, 6, 11, 7, 7, 11, 6, 5, 8]];
  t.true(isNear(essMean(x), 11.775406681826139), `${essMean(x)}`);
  t.true(isNear(essMean([[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]]), 12.9501749525715));
});
