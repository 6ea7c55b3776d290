// Declared priors in a sampler: the chains of a flat likelihood follow the prior.
import { isEpsieError, MetropolisHastingsSampler, normal } from '@epsie/core';
import * as prior from '@epsie/priors';
import test from 'ava';

/** Mean of a function of the positions over all chains. */
const meanOf = (columns: readonly Float64Array[]): number => {
  const all = columns.flatMap((column) => [...column]);
  return all.reduce((sum, x) => sum + x, 0) / all.length;
};

for (const scale of [1, 1e-21])
  test(`a chain without information samples the prior, at scale ${scale}`, async (t) => {
    const model = {
      prior: {
        width: prior.uniform(0, scale),
        offset: prior.normal(3 * scale, scale),
        ...prior.ordered(prior.uniform(0, scale), 2).named('low', 'high'),
      },
      logLikelihood: ({ width, offset, low, high }: { width: number; offset: number; low: number; high: number }) =>
        0 * (width + offset + low + high),
    };
    const names = ['width', 'offset', 'low', 'high'] as const;
    const proposals = [normal(names, { covariance: (0.4 * scale) ** 2 })];
    const sampler = new MetropolisHastingsSampler({ model, chains: 20, seed: 2, proposals });
    await sampler.start();
    await sampler.run(4000);
    const means = { width: 0.5, offset: 3, low: 1 / 3, high: 2 / 3 };
    for (const name of names)
      t.true(
        Math.abs(meanOf(sampler.positions[name]) / scale - means[name]) < 0.06,
        `${name}: ${meanOf(sampler.positions[name])}`,
      );
  });

test('start points of a Dirichlet leave out the last fraction, and their density is that of all', async (t) => {
  const shares = prior.dirichlet(0.8, 1.5, 3);
  const model = {
    prior: { ...shares.named('a', 'b') },
    logLikelihood: ({ a, b }: { a: number; b: number }) => Math.log(1 - a - b),
  };
  const sampler = new MetropolisHastingsSampler({ model, chains: 500, seed: 2 });
  await sampler.start();
  const { a, b } = sampler.startPositions;
  const { logPrior } = sampler.currentStats;
  for (const [i, x] of a.entries()) {
    const y = b[i] as number;
    t.is(logPrior[i], shares.logDensity([x, y, 1 - x - y]));
  }
  t.true(Math.abs(meanOf([a]) - 0.8 / 5.3) < 0.04);
  t.true(Math.abs(meanOf([b]) - 1.5 / 5.3) < 0.04);
});

test('the names of a joint distribution are as many as its free coordinates', (t) => {
  const shares = prior.dirichlet(1, 1, 1);
  t.throws(() => shares.named('a', 'b', 'c'), {
    message:
      /^Expected `named` to get 2 names, one for each number but the last, which follows from the others, got \["a","b","c"\]/,
  });
  t.throws(() => prior.ordered(prior.uniform(0, 1), 2).named('a'), {
    message: /^Expected `named` to get 2 names, got \["a"\]/,
  });
  t.throws(() => shares.named('a', 'a'), { message: 'Expected the names to be distinct, got `a` twice' });
  t.throws(() => shares.named(['a', 'b'] as never), {
    message: /^Expected `names` to be names of parameters, got \["a","b"\]/,
  });
});

test('a joint distribution under one name is refused, with how to name its parameters', (t) => {
  const model = { prior: { x: prior.dirichlet(1, 1) as never }, logLikelihood: () => 0 };
  t.throws(() => new MetropolisHastingsSampler({ model: model as never, chains: 1 }), {
    message:
      /which has several parameters\. Spread it with their names: `\.\.\.joint\.named\('x', …\)` instead of `x: joint`/,
  });
});

test('a start at an infinite density fails with the name of the parameter', async (t) => {
  const model = {
    prior: { rate: prior.gamma({ shape: 0.5, rate: 1 }) },
    logLikelihood: ({ rate }: { rate: number }) => -rate,
  };
  const sampler = new MetropolisHastingsSampler({ model, chains: 1, seed: 1 });
  const error = await t.throwsAsync(sampler.start({ rate: [0] }));
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.regex(
    error.message,
    /^Expected the log prior of `rate` to be a number below \+Infinity, got Infinity at \{ rate: 0 \}/,
  );
  await sampler.start();
  await sampler.run(100);
});

test('a flat prior marks itself, and no other', (t) => {
  const sky = prior.isotropic({ azimuth: 'phi', polar: 'theta' });
  for (const flat of [prior.uniform(0, 1), prior.periodic(0, 1), sky.phi]) t.true(flat.flat);
  for (const other of [prior.normal(0, 1), sky.theta, prior.logUniform(1, 2)]) t.is(other.flat, undefined);
});
