import { hdi, quantile } from '@epsie/analysis';
import test from 'ava';

test('quantiles interpolate between order statistics', (t) => {
  t.is(
    quantile(
      [
        [4, 1],
        [3, 2],
      ],
      0.5,
    ),
    2.5,
  );
  t.is(
    quantile(
      [
        [4, 1],
        [3, 2],
      ],
      0,
    ),
    1,
  );
  t.is(
    quantile(
      [
        [4, 1],
        [3, 2],
      ],
      1,
    ),
    4,
  );
  t.is(quantile([[10, 20, 40]], 0.75), 30);
});

test('quantiles are those of a sort, whatever the order of the draws', (t) => {
  const draws = Array.from({ length: 1001 }, (_, i) => (i * 389) % 257);
  const sorted = draws.toSorted((a, b) => a - b);
  for (const k of [0, 1, 499, 500, 998, 1000]) t.is(quantile([draws], k / 1000), sorted[k] ?? Number.NaN);
});

test('the highest-density interval is the shortest one, the first of equals', (t) => {
  t.deepEqual(hdi([[0, 1, 2, 3, 3.5, 4, 9, 20]], 0.25), [3, 4]);
  t.deepEqual(hdi([[0, 1, 2, 3]], 0.25), [0, 1]);
  t.deepEqual(hdi([[5, 1, 3]], 1), [1, 5]);
});
