import { autocorrelation, autocorrelationTime } from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';

/** An autoregressive chain x' = φ x + noise, whose autocorrelation time is (1 + φ)/(1 − φ). */
function autoregressive(phi: number, length: number): Float64Array {
  const random = new Random(createBitGenerator(1));
  let x = 0;
  return Float64Array.from({ length }, () => {
    x = phi * x + random.standardNormal();
    return x;
  });
}

test('autocorrelations are those of the sums of products', (t) => {
  const x = autoregressive(0.7, 37);
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const sum = (lag: number) =>
    x.subarray(lag).reduce((total, value, i) => total + (value - mean) * ((x[i] as number) - mean), 0);
  autocorrelation(x).forEach((rho, lag) => {
    t.true(Math.abs(rho - sum(lag) / sum(0)) < 1e-14, `${lag}`);
  });
});

test('the autocorrelation time of an autoregressive chain is (1 + φ)/(1 − φ)', (t) => {
  const { tau, reliable, lengthInTau } = autocorrelationTime(autoregressive(0.9, 200_000));
  t.true(Math.abs(tau - 19) < 1.5, `${tau}`);
  t.false(Math.abs(tau / 2 - 19) < 1.5);
  t.true(reliable);
  t.is(lengthInTau, 200_000 / tau);
});

test('a chain shorter than 50 autocorrelation times is unreliable', (t) => {
  const { tau, reliable } = autocorrelationTime(autoregressive(0.99, 1000));
  t.true(tau > 0);
  t.false(reliable);
});

test('the scale of a chain does not matter', (t) => {
  const x = autoregressive(0.5, 500);
  t.is(autocorrelationTime(x.map((value) => value * 2 ** -70)).tau, autocorrelationTime(x).tau);
});
