import test from 'ava';
import { Rate } from '#src/progress/rate.js';

test('a steady run has its rate from the first measurement on', (t) => {
  const rate = new Rate(500, 10);
  t.is(rate.perSecond, 0);
  for (let second = 1; second < 100; second++) {
    rate.update(500 + 20 * second, 10 + second);
    t.true(Math.abs(rate.perSecond - 20) < 1e-9);
  }
});

test('a run that becomes faster has its new rate a minute later', (t) => {
  const rate = new Rate(0, 0);
  for (let second = 1; second <= 300; second++) rate.update(second, second);
  for (let second = 301; second <= 360; second++) rate.update(300 + 100 * (second - 300), second);
  t.true(rate.perSecond > 80 && rate.perSecond < 100, `${rate.perSecond}`);
});

test('two measurements at the same time are one', (t) => {
  const rate = new Rate(0, 0);
  rate.update(10, 1);
  rate.update(10, 1);
  t.true(Math.abs(rate.perSecond - 10) < 1e-6);
});
