// A swap scheme and a ladder rule that are written against their contracts and listed in the registries work in every sampler.
import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
import test from 'ava';
import { swapSchemeChecks } from '../conformance/swap-schemes.ts';
import { narrowing } from './members/narrowing.ts';
import { registerMembers } from './members/register.ts';
import { thirds } from './members/thirds.ts';

registerMembers();

const LEVELS = 5;

const create = (options: object = {}) =>
  new ParallelTemperedSampler({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: Math.abs(x) < 50 ? 0 : Number.NEGATIVE_INFINITY, logLikelihood: -0.5 * x * x }),
    betas: betaLadder(LEVELS, 1000),
    chains: 2,
    seed: 6,
    swapInterval: 2,
    ...({ swaps: 'thirds', ladder: narrowing(0.6), ...options } as object),
  });

const start = { x: Array.from({ length: LEVELS }, () => [0, 1]) };

test('a scheme and a rule of your own resume bit-identically', async (t) => {
  const uninterrupted = create();
  await uninterrupted.start(start);
  await uninterrupted.run(200);
  const first = create();
  await first.start(start);
  await first.run(73);
  const second = create();
  second.setState(first.state);
  await second.run(127);
  t.deepEqual(second.state, uninterrupted.state);
  t.true((second.betas[0] as Float64Array)[1] !== betaLadder(LEVELS, 1000)[1], 'the ladder adapts');
});

test('a scheme of your own leaves NaN for the pairs that it does not try', async (t) => {
  const sampler = create();
  await sampler.start(start);
  await sampler.run(12);
  const tried = sampler.swaps.ratio.map(([ratios]) =>
    Array.from(ratios as Float64Array, (ratio) => !Number.isNaN(ratio)),
  );
  t.deepEqual(tried[0], [true, false, false, true, false, false]);
  t.deepEqual(tried[1], [false, true, false, false, true, false]);
  t.deepEqual(tried[3], tried[0]);
});

test('a scheme of your own passes the suite of schemes', (t) => {
  for (const { run } of swapSchemeChecks) t.notThrows(() => run(thirds));
});

test('a state of another scheme or rule is refused', async (t) => {
  const sampler = create();
  await sampler.start(start);
  for (const options of [{ swaps: 'evenOdd' }, { ladder: narrowing(0.5) }, { swaps: undefined }])
    t.throws(() => create(options).setState(sampler.state), { code: 'STATE_MISMATCH' });
});
