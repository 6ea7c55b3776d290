import test from 'ava';
import { ascending } from '#src/draws/order.js';

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
