import { betaLadder } from '@epsie/core';
import test from 'ava';

test('a ladder is geometric, from 1 to the largest temperature', (t) => {
  t.deepEqual(betaLadder(3, 100), Float64Array.of(1, 0.1, 0.01));
  t.deepEqual(betaLadder(2, 8), Float64Array.of(1, 0.125));
  t.deepEqual(betaLadder(1, 100), Float64Array.of(1));
});

test('a ladder with `prior` ends at 0, below a geometric one', (t) => {
  t.deepEqual(betaLadder(4, 100, { prior: true }), Float64Array.of(1, 0.1, 0.01, 0));
  t.deepEqual(betaLadder(2, 100, { prior: true }), Float64Array.of(1, 0));
  t.deepEqual(betaLadder(3, 100, { prior: false }), betaLadder(3, 100));
});
