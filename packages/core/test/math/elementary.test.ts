import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { exp, log, log1p, power } from '#src/math/elementary.js';

const random = new Random(createBitGenerator(3));

/** Distance in units in the last place. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const [x, y] = new BigInt64Array(Float64Array.of(a, b).buffer) as unknown as [bigint, bigint];
  return Number(x > y ? x - y : y - x);
}

test('exp and log agree with those of the host to two units in the last place', (t) => {
  for (let i = 0; i < 20_000; i++) {
    const x = random.uniform(-745, 709.7);
    t.true(ulps(exp(x), Math.exp(x)) <= 2, `exp(${x})`);
    const y = Math.exp(random.uniform(-740, 709));
    t.true(ulps(log(y), Math.log(y)) <= 2, `log(${y})`);
    const z = random.uniform(-1, 1) * Math.exp(-random.uniform(0, 40));
    t.true(ulps(log1p(z), Math.log1p(z)) <= 2, `log1p(${z})`);
    const d = random.uniform(1, 1e6);
    t.true(ulps(power(d, -0.6), d ** -0.6) <= 40, `${d} ** -0.6`);
  }
});

test('exp and log agree with those of the host at infinities, zeros and limits', (t) => {
  for (const x of [
    0,
    -0,
    -745.2,
    -745.13,
    -744.9,
    -708.5,
    709.78,
    709.79,
    Number.NaN,
    1e9,
    -1e9,
    Infinity,
    -Infinity,
  ]) {
    t.is(exp(x), Math.exp(x), `exp(${x})`);
  }
  for (const x of [0, -0, -1, 1, 5e-324, 1e-310, 2, 10, Number.MAX_VALUE, Number.NaN, Infinity]) {
    t.is(log(x), Math.log(x), `log(${x})`);
  }
  for (const x of [-2, -1, -0.5, -1e-20, 0, Number.NaN, Infinity]) t.is(log1p(x), Math.log1p(x), `log1p(${x})`);
});
