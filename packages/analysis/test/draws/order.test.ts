import test from 'ava';
import { ascending } from '#src/draws/order.js';
import { scaledOrder } from '#src/draws/scaled-order.js';

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
  t.deepEqual(Array.from(scaledOrder(draws) ?? []), order);
});

test('draws with a far outlier, or infinite ones, are left to the sort of all bits', (t) => {
  const draws = Float64Array.from({ length: 1000 }, (_, i) => (i === 500 ? 1e300 : (i * 389) % 997));
  t.is(scaledOrder(draws), undefined);
  t.deepEqual(
    Float64Array.from(ascending(draws), (i) => draws[i] as number),
    draws.toSorted(),
  );
  t.is(scaledOrder(Float64Array.of(1, Number.POSITIVE_INFINITY)), undefined);
  t.is(scaledOrder(Float64Array.of(2, 2)), undefined);
  t.is(scaledOrder(Float64Array.of(0, 5e-324)), undefined);
});
