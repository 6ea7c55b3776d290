// The log density, the draws and the evaluations that follow from a declared prior.
import {
  createBitGenerator,
  defineModel,
  defineModelFactory,
  MetropolisHastingsSampler,
  normal,
  Random,
} from '@epsie/core';
import test from 'ava';
import { acquirePoint, releasePoint } from '#src/chain/point.js';
import { createPrior } from '#src/model/declared-model.js';
import { toModelObject } from '#src/model/to-model-object.js';
import { ascending, bell, counts, flat } from '../helpers/priors.ts';

const declared = { strain: bell(1e-21, 1e-23), frequency: flat(150, 350), modes: counts(3) };

test('the log prior is the sum of the log densities in the order of declaration', (t) => {
  const { strain, frequency, modes } = declared;
  const prior = createPrior(declared);
  t.deepEqual(prior.parameters, ['strain', 'frequency', 'modes']);
  const at = { modes: 2, frequency: 250.1, strain: 1.003e-21 };
  t.is(prior.logDensity(at), strain.logDensity(1.003e-21) + frequency.logDensity(250.1) + modes.logDensity(2));
  t.is(prior.logDensity({ ...at, frequency: 100 }), Number.NEGATIVE_INFINITY);
  t.is(prior.domainOf('modes').upper, 3);
  t.is(prior.scaleOf('strain'), 1e-23);
});

test('the points of a chain have the same log prior as plain objects, whatever the order of their parameters', (t) => {
  const prior = createPrior({ ...declared, ...ascending('low', 'high', 7) });
  const at = { high: 5, modes: 2, low: 3, frequency: 250.1, strain: 1.003e-21 };
  for (const names of [prior.parameters, [...prior.parameters].reverse(), Object.keys(at)]) {
    const point = acquirePoint(names);
    for (const [i, name] of names.entries()) point.values[i] = at[name as keyof typeof at];
    t.is(prior.logDensity(point.position as typeof at), prior.logDensity(at));
    releasePoint(point);
  }
});

test('numbers of inactive components do not count', (t) => {
  const prior = createPrior({ ...declared, ...ascending('low', 'high', 7) });
  const at = { strain: 1e-21, frequency: Number.NaN, modes: 2, low: Number.NaN, high: Number.NaN };
  t.is(prior.logDensity(at), declared.strain.logDensity(1e-21) + declared.modes.logDensity(2));
});

test('a joint prior is evaluated once for all its parameters', (t) => {
  const calls = { count: 0 };
  const prior = createPrior({ x: flat(0, 1), ...ascending('low', 'high', 2, calls), y: flat(0, 1) });
  t.is(prior.logDensity({ x: 0.5, low: 0.5, high: 1.5, y: 0.5 }), Math.log(2) - 2 * Math.log(2));
  t.is(calls.count, 1);
  t.is(prior.logDensity({ x: 0.5, low: 1.5, high: 0.5, y: 0.5 }), Number.NEGATIVE_INFINITY);
});

test('draws are made in the order of declaration, from the given generator alone', (t) => {
  const prior = createPrior({ ...ascending('low', 'high', 2), x: flat(0, 1) });
  const [random, other] = [new Random(createBitGenerator(3)), new Random(createBitGenerator(3))];
  const draw = prior.sample(random);
  const pair = [other.uniform(0, 2), other.uniform(0, 2)].sort((a, b) => a - b);
  t.deepEqual(draw, { low: pair[0] as number, high: pair[1] as number, x: other.uniform(0, 1) });
  t.deepEqual(random.state, other.state);
});

test('the part for some parameters is a prior of its own', (t) => {
  const prior = createPrior({ ...declared, ...ascending('low', 'high', 2) });
  const part = prior.restrictedTo(['frequency', 'strain']);
  t.deepEqual(part.parameters, ['strain', 'frequency']);
  t.is(part.logDensity({ strain: 1e-21, frequency: 200 }), declared.strain.logDensity(1e-21) - Math.log(200));
  t.throws(() => prior.restrictedTo(['low']), {
    message: /^Expected all parameters of the joint prior of `low`, `high`, or none/,
  });
  t.throws(() => prior.restrictedTo(['x' as 'low']), {
    message: /^Unknown parameter `x` in the prior: expected `strain`/,
  });
});

test('the likelihood is called only where the prior density is not 0', (t) => {
  let calls = 0;
  const model = toModelObject({
    prior: { x: flat(0, 1) },
    logLikelihood: ({ x }) => {
      calls++;
      return -x;
    },
  });
  t.deepEqual(model.evaluate({ x: 2 }), { logLikelihood: Number.NaN, logPrior: Number.NEGATIVE_INFINITY });
  t.is(calls, 0);
  t.deepEqual(model.evaluate({ x: 0.5 }), { logLikelihood: -0.5, logPrior: 0 - Math.log(1) });
  t.is(calls, 1);
});

test('a blob comes with the log likelihood', (t) => {
  const model = defineModel(import.meta.url, {
    prior: { x: flat(0, 2) },
    logLikelihood: ({ x }) => ({ logLikelihood: -x, blob: { square: x * x } }),
  });
  t.deepEqual(model({ x: 0.5 }), { logLikelihood: -0.5, logPrior: -Math.log(2), blob: { square: 0.25 } });
});

test('one declaration is one model object, so that a chain need not check it at each step', (t) => {
  const model = { prior: { x: flat(0, 1) }, logLikelihood: () => 0 };
  t.is(toModelObject(model), toModelObject(model));
});

test('chains of a declared prior are those of the same model with `evaluate`', async (t) => {
  const prior = { x: flat(-5, 5), y: bell(0, 2) };
  const logLikelihood = ({ x, y }: { x: number; y: number }) => -x * x - (y - x) ** 2;
  const evaluate = (at: { x: number; y: number }) => ({
    logPrior: prior.x.logDensity(at.x) + prior.y.logDensity(at.y),
    logLikelihood: logLikelihood(at),
  });
  const start = { x: [0, 1], y: [0, -1] };
  const options = { parameters: ['x', 'y'] as const, proposals: [normal(['x', 'y'])], chains: 2, seed: 5 };
  const mine = new MetropolisHastingsSampler({ model: { prior, logLikelihood }, ...options });
  const theirs = new MetropolisHastingsSampler({ model: { evaluate }, ...options });
  for (const sampler of [mine, theirs]) {
    await sampler.start(start);
    await sampler.run(500);
  }
  t.deepEqual(mine.positions, theirs.positions);
  t.deepEqual(mine.state, theirs.state);
});

test('the prior of a factory is known before its preparation, which runs once', async (t) => {
  let preparations = 0;
  const create = defineModelFactory(import.meta.url, {
    prior: ({ width }: { width: number }) => ({ x: flat(0, width) }),
    async logLikelihood({ width }) {
      preparations++;
      await Promise.resolve();
      return ({ x }) => -x / width;
    },
  });
  const model = create({ width: 4 });
  t.deepEqual(model.prior.parameters, ['x']);
  t.is(model.prior.domainOf('x').upper, 4);
  t.true((model.samplePrior?.(new Random(createBitGenerator(1))).x ?? -1) >= 0);
  t.is(preparations, 0);
  const sampler = new MetropolisHastingsSampler({ model, chains: 3, seed: 1 });
  await sampler.start();
  await sampler.run(10);
  t.is(preparations, 1);
  t.is(model({ x: 1 }).logLikelihood, -0.25);
});

test('the scale of a prior is its deviation, else half the width of its central part, else that of a uniform one', (t) => {
  const without = { ...flat(-3, 3), sd: Number.NaN };
  const prior = createPrior({ x: { ...without, quantile: (p: number) => 6 * p - 3 }, y: without, z: bell(0, 2) });
  t.true(Math.abs(prior.scaleOf('x') - 3 * 0.68) < 1e-12);
  t.is(prior.scaleOf('y'), 6 / Math.sqrt(12));
  t.is(prior.scaleOf('z'), 2);
});
