// Warnings about runs that go wrong without an error: frozen parameters, stuck chains, questionable settings.
import { inspect } from 'node:util';
import {
  andrieuThoms,
  automatic,
  type Bounds,
  boundedDiscrete,
  Chain,
  discrete,
  eigenvector,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  ParallelTemperedSampler,
  type Proposal,
  uniformBirth,
} from '@epsie/core';
import test from 'ava';

const gaussian = ({ x, y }: { x: number; y: number }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) });

function create(proposals: readonly Proposal<'x' | 'y'>[], chains = 4, model: typeof gaussian = gaussian) {
  return new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains, seed: 1, proposals });
}

const zeros = { x: [0, 0, 0, 0], y: [0, 0, 0, 0] };
const ones = { x: [0, 0, 0, 0], y: [1, 1, 1, 1] };
/** Jumps of y are far below the rounding of 1. */
const frozenY = normal(['x', 'y'], { covariance: [1, 1e-40] });

test('a parameter that no jump moves causes a warning', async (t) => {
  const sampler = create([frozenY]);
  await sampler.start(ones);
  await sampler.run(100);
  t.deepEqual(sampler.warnings, [
    'Parameter `y` is frozen in 4 of 4 chains (first: chain 0): 100 consecutive jumps proposed its current value, so the samples ' +
      'cover only a slice of the posterior. Give its proposal a `covariance` that matches the scale of `y`',
  ]);
});

test('a sampler prints its warnings', async (t) => {
  const sampler = create([frozenY]);
  await sampler.start(ones);
  t.false(inspect(sampler).includes('warnings'));
  await sampler.run(100);
  t.regex(inspect(sampler), /warnings: \[\s*'Parameter `y` is frozen/);
});

test('the warning counts only the chains in which the parameter is frozen', async (t) => {
  const sampler = create([frozenY]);
  await sampler.start({ ...zeros, y: [1, 1, 1, 0] });
  await sampler.run(200);
  t.is(sampler.warnings.length, 1);
  t.regex(
    sampler.warnings[0] ?? '',
    /^Parameter `y` is frozen in 3 of 4 chains \(first: chain 0\): 200 consecutive jumps/,
  );
});

test('a parameter that is fixed on purpose causes no warning', async (t) => {
  const sampler = create([normal(['x', 'y'], { covariance: [1, 0], singular: true })]);
  await sampler.start(zeros);
  await sampler.run(100);
  t.deepEqual(sampler.warnings, []);
});

test('counts continue across short segments, and clear resets those that do not persist', async (t) => {
  const sampler = create([frozenY]);
  await sampler.start(ones);
  for (let i = 0; i < 30; i++) await sampler.run(3);
  t.deepEqual(sampler.warnings, []);
  for (let i = 0; i < 4; i++) await sampler.run(3);
  t.is(sampler.warnings.length, 1);
  sampler.clear();
  t.deepEqual(sampler.warnings, []);
  await sampler.run(1);
  t.is(sampler.warnings.length, 1);
});

test('a proposal that moves a few parameters at a time causes no warning', async (t) => {
  const proposals: Proposal<'x' | 'y'>[][] = [
    [normal(['x', 'y'])],
    [normal('x'), normal('y', { jumpInterval: 20, jumpIntervalDuration: 1000 })],
    [eigenvector(['x', 'y'], { covariance: [4, 1] })],
  ];
  for (const list of proposals) {
    const sampler = create(list);
    await sampler.start(zeros);
    await sampler.run(1000);
    t.deepEqual(sampler.warnings, []);
  }
});

test('an integer that hardly any jump changes is frozen', async (t) => {
  const model = ({ k }: { k: number }) => ({ logPrior: k >= 0 && k <= 9 ? 0 : -Infinity, logLikelihood: 0 });
  const proposals = [discrete('k', { successive: true, covariance: 1e-4 })];
  const sampler = new MetropolisHastingsSampler({ parameters: ['k'], model, chains: 1, seed: 1, proposals });
  await sampler.start({ k: [4] });
  await sampler.run(500);
  t.regex(sampler.warnings.join(), /^Parameter `k` is frozen: 500 consecutive jumps/);
});

test('every level of a tempered sampler is watched', async (t) => {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x', 'y'],
    model: gaussian,
    chains: 2,
    seed: 1,
    betas: [0.5, 0.1],
    proposals: [frozenY],
  });
  const start = [
    [1, 1],
    [1, 1],
  ];
  await sampler.start({ x: start, y: start });
  await sampler.run(150);
  t.is(sampler.warnings.length, 2);
  t.is(sampler.warnings[0], 'No temperature samples the posterior: the coldest of `betas` is 0.5, not 1');
  t.regex(sampler.warnings[1] ?? '', /^Parameter `y` is frozen in 2 of 2 chains \(first: chain 0, temperature 0\)/);
});

test('a component that no jump moves causes a warning; one that is born and dies does not', async (t) => {
  const model = ({ k, a, b }: { k: number; a: number; b: number }) => {
    const inside = [a, b].every((v) => Number.isNaN(v) || (v >= 0 && v <= 1));
    return { logPrior: inside ? 0 : -Infinity, logLikelihood: 0 * k };
  };
  const component = (name: 'a' | 'b', covariance: number) => ({
    proposal: normal(name, { covariance }),
    birth: uniformBirth<'a' | 'b'>(name, { bounds: { [name]: [0, 1] } as unknown as Bounds<'a' | 'b'> }),
  });
  const nested = (width: number) =>
    nestedTransdimensional({
      index: 'k',
      indexProposal: boundedDiscrete('k', { bounds: { k: [0, 2] } }),
      components: [component('a', width), component('b', 0.1)],
    });
  for (const [width, count] of [
    [0.1, 0],
    [1e-40, 1],
  ] as const) {
    const proposals = [nested(width)];
    const sampler = new MetropolisHastingsSampler({
      parameters: ['k', 'a', 'b'],
      model,
      chains: 1,
      seed: 1,
      proposals,
    });
    await sampler.start({ k: [2], a: [0.5], b: [0.5] });
    await sampler.run(2000);
    t.is(sampler.warnings.length, count, sampler.warnings.join());
    if (count > 0) t.regex(sampler.warnings.join(), /^Parameter `a` is frozen/);
  }
});

test('the default scale on a parameter of scale 10⁻²³ accepts nothing and causes a warning', async (t) => {
  const narrow = ({ x, y }: { x: number; y: number }) => gaussian({ x: x / 1e-23, y });
  const sampler = create([], 4, narrow);
  await sampler.start(zeros);
  await sampler.run(100);
  t.deepEqual(sampler.warnings, [
    'No jump was accepted in 4 of 4 chains (first: chain 0) in 100 consecutive iterations: the jumps are probably far too wide. Give the ' +
      'proposals a `covariance` that matches the scale of the posterior (the default variance is 1)',
  ]);
});

test('one stuck chain among moving ones causes a warning after 1000 iterations', async (t) => {
  // Chain 2 starts on a spike that it cannot leave.
  const spike = ({ x, y }: { x: number; y: number }) => ({
    logPrior: 0,
    logLikelihood: x === 5 ? 1000 : gaussian({ x, y }).logLikelihood,
  });
  const sampler = create([normal(['x', 'y'])], 4, spike);
  await sampler.start({ ...zeros, x: [0, 0, 5, 0] });
  await sampler.run(999);
  t.deepEqual(sampler.warnings, []);
  await sampler.run(1);
  t.regex(
    sampler.warnings.join(),
    /^No jump was accepted in 1 of 4 chains \(first: chain 2\) in 1000 consecutive iterations/,
  );
});

test('a singular covariance causes a warning before the start, unless `singular` is true', (t) => {
  const covariance = [
    [1, 1],
    [1, 1],
  ];
  t.deepEqual(create([normal(['x', 'y'], { covariance })]).warnings, [
    'The `covariance` of `normal` for `x`, `y` is singular (rank 1 of 2): no jump leaves its subspace, so the chains may never reach ' +
      'the rest of the posterior. Pass `singular: true` if that is what you want',
  ]);
  t.deepEqual(create([normal(['x', 'y'], { covariance, singular: true })]).warnings, []);
  t.deepEqual(create([eigenvector(['x', 'y'], { covariance })]).warnings.length, 1);
});

test('componentwise learning of correlated parameters causes a warning; of independent ones it does not', async (t) => {
  const learn = andrieuThoms({ duration: 5000, componentwise: true });
  for (const correlation of [0.99, 0]) {
    const model = ({ x, y }: { x: number; y: number }) => ({
      logPrior: 0,
      logLikelihood: (-0.5 * (x * x - 2 * correlation * x * y + y * y)) / (1 - correlation ** 2),
    });
    const sampler = create([normal(['x', 'y'], { adaptation: learn })], 4, model);
    await sampler.start(zeros);
    await sampler.run(3000);
    if (correlation === 0) t.deepEqual(sampler.warnings, []);
    else
      t.regex(
        sampler.warnings.join(),
        /^Parameters `x` and `y` are correlated \(0\.9\d\d\), but `andrieuThoms` with `componentwise`/,
      );
  }
});

test('a single chain has the same warnings', (t) => {
  const chain = new Chain({ parameters: ['x', 'y'], model: gaussian, proposals: [frozenY], seed: 1 });
  t.deepEqual(chain.warnings, []);
  chain.start({ x: 0, y: 1 });
  for (let i = 0; i < 120; i++) chain.step();
  t.regex(chain.warnings.join(), /^Parameter `y` is frozen: 120 consecutive jumps/);
});

test('the adaptation of `automatic` is over after its duration, by all of its members', async (t) => {
  const part = (lower: number, upper: number, integer: boolean) => ({
    domain: { lower, upper, ...(integer ? { integer } : {}) },
    sd: 1,
    logDensity: (value: number) => (value >= lower && value <= upper ? 0 : Number.NEGATIVE_INFINITY),
    sample: () => 1,
  });
  const prior = { x: part(-5, 5, false), y: part(-5, 5, false), k: part(0, 9, true) };
  for (const duration of [100, 1000, 5000]) {
    const sampler = new MetropolisHastingsSampler({
      model: { prior, logLikelihood: ({ x, y, k }) => -x * x - y * y - k },
      proposals: [automatic({ duration })],
      chains: 20,
      seed: 1,
    });
    await sampler.start();
    await sampler.run(duration / 2);
    t.true(sampler.warnings[0]?.startsWith('The proposals of `automatic` still adapt'), `${duration}`);
    await sampler.run(duration / 2);
    t.deepEqual(sampler.warnings, []);
  }
});

test('a level that is drawn from the prior does not keep the warning of `automatic` alive', async (t) => {
  const x = {
    domain: { lower: -5, upper: 5 },
    sd: 1,
    logDensity: (value: number) => (Math.abs(value) <= 5 ? -Math.log(10) : Number.NEGATIVE_INFINITY),
    sample: (random: { random(): number }) => 10 * random.random() - 5,
  };
  const sampler = new ParallelTemperedSampler({
    model: { prior: { x }, logLikelihood: ({ x: value }) => -value * value },
    proposals: [automatic({ duration: 200 })],
    betas: [1, 0.3, 0],
    chains: 2,
    seed: 1,
  });
  await sampler.start();
  await sampler.run(100);
  t.regex(sampler.warnings.join(), /still adapt, at step [1-9]\d* of/);
  await sampler.run(200);
  t.deepEqual(sampler.warnings, []);
});
