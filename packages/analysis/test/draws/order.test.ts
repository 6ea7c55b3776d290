import test from 'ava';
import { bucketSort } from '#src/draws/bucket-sort.js';
import { ascending, ordered } from '#src/draws/order.js';
import { orderOfBits } from '#src/draws/radix-sort.js';

test('the order is that of a sort, at all scales and signs', (t) => {
  const draws = Float64Array.from({ length: 3000 }, (_, i) => {
    const x = Math.sin(i * i) * 10 ** ((i % 60) - 30);
    return i % 7 === 0 ? Math.round(Math.sin(i)) : x;
  });
  draws.set([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324, 1e308], 40);
  const order = ascending(draws);
  t.deepEqual(
    Float64Array.from(order, (i) => (draws[i] as number) + 0),
    draws.map((x) => x + 0).sort(),
  );
  t.is(new Set(order).size, draws.length);
});

test('draws that differ in their last bits are ordered', (t) => {
  const draws = Float64Array.from({ length: 1000 }, (_, i) => 1e9 + ((i * 389) % 997) * 2 ** -23);
  t.deepEqual(
    Float64Array.from(ascending(draws), (i) => draws[i] as number),
    draws.toSorted(),
  );
  t.deepEqual(ascending(Float64Array.of(2, 2, 2)), Uint32Array.of(0, 1, 2));
});

test('equal draws keep the order of their indices', (t) => {
  const draws = Float64Array.from({ length: 5000 }, (_, i) => (i * 389) % 7);
  const order = Array.from(draws.keys()).sort((a, b) => (draws[a] as number) - (draws[b] as number) || a - b);
  t.deepEqual(Array.from(ascending(draws)), order);
  t.deepEqual(Array.from(orderOfBits(draws)), order);
});

test('draws with far outliers are sorted in buckets, unless they span hundreds of orders of magnitude, or infinitely many', (t) => {
  const outliers = Float64Array.from({ length: 1000 }, (_, i) => (i === 500 ? 1e9 : (i * 389) % 997));
  const scales = Float64Array.from({ length: 1000 }, (_, i) => 2 ** (((i * 389) % 997) - 500));
  const infinite = outliers.with(7, Number.POSITIVE_INFINITY);
  const tiny = Float64Array.from({ length: 100 }, (_, i) => ((i * 39) % 97) * 5e-324);
  for (const [draws, fits] of [
    [outliers, true],
    [scales, false],
    [infinite, false],
    [tiny, false],
    [new Float64Array(100).fill(2), true],
  ] as const) {
    t.is(inBuckets(draws), fits);
    t.deepEqual(
      Float64Array.from(ascending(draws), (i) => draws[i] as number),
      draws.toSorted(),
    );
  }
});

const inBuckets = (draws: Float64Array): boolean =>
  bucketSort({
    values: draws.slice(),
    order: Uint32Array.from(draws.keys()),
    spareValues: new Float64Array(draws.length),
    spareOrder: new Uint32Array(draws.length),
  });

test('a million draws are sorted, in ties and tails', (t) => {
  const draws = Float64Array.from({ length: 1_000_000 }, (_, i) => {
    const u = ((i * 389_171) % 999_983) / 999_983;
    return i % 5 === 0 ? Math.round(8 * u) : Math.tan(Math.PI * (u - 0.5));
  });
  const { order, sorted } = ordered({ values: draws, chains: 1, length: draws.length });
  t.true(inBuckets(draws));
  t.deepEqual(sorted, draws.toSorted());
  t.true(order.every((index, i) => draws[index] === sorted[i]));
  t.true(order.every((index, i) => i === 0 || sorted[i - 1] !== sorted[i] || (order[i - 1] as number) < index));
});
