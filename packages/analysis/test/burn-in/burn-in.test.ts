import { autocorrelationTime, burnIn, effectiveSamples } from '@epsie/analysis';
import test from 'ava';
import { disk, memory } from '../summary/sources.ts';

// Two parameters in effect: the log posterior must come within 1 of the best, −1 of chain 1.
const logLikelihood = [
  [-9, -8, -2.5, -2, -9, -2, -2, -2.4, -2, -2],
  [-5, -4, -1, -3, -3, -3, -3, -3, -3, -3],
  [-9, -9, -9, -9, -9, -9, -9, -9, -9, -9],
];
const flat = Array(3).fill(Array(10).fill(0));
const moving = [
  [1, 2, 3, 4, 5, 1, 2, 1, 2, 1],
  [1, 2, 3, 4, 5, 1, 2, 1, 2, 1],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 9],
];
const source = memory({ x: moving, y: moving, logLikelihood, logPrior: flat });
const never = Number.POSITIVE_INFINITY;

test('maxPosterior is the first draw within d/2 of the best of all chains', (t) => {
  t.deepEqual(burnIn(source, { test: 'maxPosterior' }).iterations, [3, 2, never]);
});

test('the log prior is part of the log posterior', (t) => {
  const logPrior = [Array(10).fill(-8), Array(10).fill(0), Array(10).fill(0)];
  const shifted = memory({ x: moving, y: moving, logLikelihood, logPrior });
  t.deepEqual(burnIn(shifted, { test: 'maxPosterior' }).iterations, [never, 2, never]);
});

test('posteriorStep is after the last step of d/2', (t) => {
  t.deepEqual(burnIn(source, { test: 'posteriorStep' }).iterations, [5, 3, 0]);
});

test('halfChain and minIterations are the same for every chain', (t) => {
  t.deepEqual(burnIn(source, { test: 'halfChain' }).iterations, [5, 5, 5]);
  t.deepEqual(burnIn(source, { test: 'minIterations', minIterations: 7 }).iterations, [7, 7, 7]);
  t.deepEqual(burnIn(source, { test: 'minIterations', minIterations: 10 }).iterations, [never, never, never]);
});

test('nacl is half of a chain whose parameters move', (t) => {
  const long = Array.from({ length: 400 }, (_, i) => Math.sin(i * i));
  const stuck = Array(400).fill(3);
  const zero = Array(400).fill(0);
  const chains = memory({ x: [long, stuck], logLikelihood: [zero, zero], logPrior: [zero, zero] });
  t.deepEqual(burnIn(chains, { test: 'nacl' }).iterations, [200, never]);
});

test('an expression holds from the earliest draw at which it is true', (t) => {
  const iterations = (test: string) => burnIn(source, { test }).iterations;
  t.deepEqual(iterations('maxPosterior & halfChain'), [5, 5, never]);
  t.deepEqual(iterations('maxPosterior | halfChain'), [3, 2, 5]);
  t.deepEqual(iterations('halfChain | maxPosterior & posteriorStep'), [5, 3, 5]);
  t.deepEqual(iterations('(halfChain | maxPosterior) & posteriorStep'), [5, 3, 5]);
  t.deepEqual(iterations('posteriorStep|maxPosterior & halfChain'), [5, 3, 0]);
  t.deepEqual(iterations('(posteriorStep|maxPosterior) & halfChain'), [5, 5, 5]);
});

test('each test is reported, and the longest burn-in of the chains past it', (t) => {
  const { byTest, longest } = burnIn(source, { test: 'maxPosterior | posteriorStep & maxPosterior' });
  t.deepEqual(byTest, { maxPosterior: [3, 2, never], posteriorStep: [5, 3, 0] });
  t.is(longest, 3);
  t.is(burnIn(source, { test: 'minIterations', minIterations: 20 }).longest, never);
});

test('effective samples are the draws of each chain past its burn-in by its autocorrelation time', (t) => {
  const long = Array.from({ length: 1000 }, (_, i) => Math.sin(i * i) + Math.sin((i * i) / 3));
  const smooth = long.map((_, i) => (long[i] ?? 0) + (long[i - 1] ?? 0) + (long[i - 2] ?? 0) + (long[i - 3] ?? 0));
  const likelihood = [Array(1000).fill(0), Array(1000).fill(0), Array(1000).fill(-9)];
  const zero = Array(3).fill(Array(1000).fill(0));
  const chains = { x: [long, long, long], y: [long, smooth, long], logLikelihood: likelihood, logPrior: zero };
  const tau = (chain: readonly number[]) => Math.max(1, Math.ceil(autocorrelationTime(chain.slice(500)).tau));
  const { total, byChain, autocorrelationTimes } = effectiveSamples(memory(chains), {
    test: 'maxPosterior & halfChain',
  });
  const times = [tau(long), Math.max(tau(long), tau(smooth))];
  t.true((times[1] as number) > (times[0] as number));
  t.deepEqual(autocorrelationTimes, [...times, Number.NaN]);
  t.deepEqual(byChain, [...times.map((time) => Math.floor(500 / time)), 0]);
  t.is(
    total,
    byChain.reduce((a, b) => a + b),
  );
});

test('a chain that is stuck after its burn-in is one effective sample', (t) => {
  const stuck = memory({ x: [Array(20).fill(1)], logLikelihood: [Array(20).fill(0)], logPrior: [Array(20).fill(0)] });
  t.deepEqual(effectiveSamples(stuck, { test: 'maxPosterior' }).byChain, [1]);
});

test('a source of promises returns promises of the same', async (t) => {
  t.deepEqual(await burnIn(disk(source)), burnIn(source));
  t.deepEqual(await effectiveSamples(disk(source)), effectiveSamples(source));
});

test('of a number, effectiveSamples is a criterion that the number and no larger one meets', async (t) => {
  const xs = [3, 5].map((a) => Array.from({ length: 1000 }, (_, i) => Math.sin((i * i) / a)));
  const zero = Array(2).fill(Array(1000).fill(0));
  const chains = memory({ x: xs, logLikelihood: zero, logPrior: zero });
  const options = { test: 'maxPosterior & halfChain' };
  const { total } = effectiveSamples(chains, options);
  t.true(total > 1 && total < 2000, `${total}`);
  t.true(effectiveSamples(total, options)(chains));
  t.false(effectiveSamples(total + 1, options)(chains));
  t.true(await effectiveSamples(total, options)(disk(chains)));
  t.false(await effectiveSamples(total + 1, options)(disk(chains)));
  // Without burn-in there are more.
  t.true(effectiveSamples(total + 1, { test: 'minIterations' })(chains));
});

test('a criterion reads no draws where there are fewer of them than it asks for', (t) => {
  const chains = memory({ x: [Array(20).fill(1)], logLikelihood: [Array(20).fill(0)], logPrior: [Array(20).fill(0)] });
  const unread = { ...chains, draws: () => t.fail('draws were read') as never };
  t.false(effectiveSamples(21)(unread));
});

test('a criterion refuses numbers that no run can have, and anything but a source', (t) => {
  for (const atLeast of [0, -5, Number.NaN, Number.POSITIVE_INFINITY])
    t.throws(() => effectiveSamples(atLeast), { instanceOf: RangeError, message: /`atLeast`/ }, `${atLeast}`);
  t.throws(() => effectiveSamples(500, { tests: 'nacl' } as never), { instanceOf: TypeError, message: /`tests`/ });
  t.throws(() => effectiveSamples(500, { test: 'max' }), { instanceOf: RangeError, message: /`test`/ });
  t.throws(() => effectiveSamples(500)('a.run' as never), { instanceOf: TypeError, message: /`source`/ });
});

test('without draws every chain is in its burn-in', (t) => {
  const empty = memory({ x: [[], []], logLikelihood: [[], []], logPrior: [[], []] });
  t.deepEqual(burnIn(empty).iterations, [never, never]);
  t.is(effectiveSamples(empty).total, 0);
});

test('draws without log posteriors are refused with the way out', (t) => {
  const message =
    /^Expected `source` to have draws of `logPrior` and `logLikelihood`, .* got no `logLikelihood`. Record runs/;
  const draws = memory({ x: [[1, 2, 3]], logPrior: [[0, 0, 0]] });
  for (const of of [burnIn, effectiveSamples]) t.throws(() => of(draws), { instanceOf: TypeError, message });
  t.throws(() => effectiveSamples(1)(draws), { instanceOf: TypeError, message });
});

test('expressions that are not of tests are refused', (t) => {
  for (const test of ['', 'max', 'nacl &', '(nacl', 'nacl)', 'nacl halfChain', 'nacl && nacl', '~nacl'])
    t.throws(() => burnIn(source, { test }), { instanceOf: RangeError, message: /`test`.*`maxPosterior`/ }, test);
  t.throws(() => burnIn(source, { test: 4 as never }), { instanceOf: TypeError });
  t.throws(() => effectiveSamples(source, { minIterations: -1 }), { instanceOf: RangeError });
  t.throws(() => burnIn(source, { tests: 'nacl' } as never), { instanceOf: TypeError, message: /`tests`/ });
});
