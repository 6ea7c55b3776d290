// A member that is written against a contract and listed in its registry works everywhere.
import {
  betaLadder,
  boundedDiscrete,
  boundedNormal,
  eigenvector,
  evaluateLogDensity,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  normalBirth,
  ParallelTemperedSampler,
  type Proposal,
} from '@epsie/core';
import test from 'ava';
import { halving } from './members/halving.ts';
import { mixtureOf } from './members/mixture.ts';
import { registerMembers } from './members/register.ts';
import { uniformStep } from './members/uniform-step.ts';

registerMembers();

const model = ({ x, y }: { x: number; y: number }) => ({
  logPrior: x >= 0 && y >= 0 ? 0 : Number.NEGATIVE_INFINITY,
  logLikelihood: -0.5 * (x * x + y * y),
});
const start = { x: [1, 0.5], y: [0.2, 2] };

const adaptation = halving(50) as never;
const bounds = { x: [0, 9] } as const;
const proposals: { readonly [name: string]: unknown } = {
  'a family of your own': uniformStep(['x', 'y'], { covariance: 0.5 }),
  'a rule of your own': normal(['x', 'y'], { adaptation }),
  'both of them': uniformStep(['x', 'y'], { adaptation }),
  'a mixture': mixtureOf(0.3, normal(['x', 'y']), uniformStep(['x', 'y'], { adaptation }) as never),
  'a mixture of members for some parameters, with jump intervals': mixtureOf(
    0.6,
    boundedNormal('x', { bounds, adaptation, jumpInterval: 2 }),
    normal(['y', 'x'], { covariance: [1, 0.1], jumpInterval: 3, jumpIntervalDuration: 40 }),
  ),
};

for (const [name, proposal] of Object.entries(proposals)) {
  const create = () =>
    new MetropolisHastingsSampler({
      parameters: ['x', 'y'],
      model,
      chains: 2,
      seed: 3,
      proposals: [proposal as Proposal<'x' | 'y'>],
    });

  test(`${name} resumes bit-identically`, async (t) => {
    const whole = create();
    await whole.start(start);
    await whole.run(120);
    const first = create();
    await first.start(start);
    await first.run(31);
    const second = create();
    second.setState(first.state);
    await second.run(89);
    t.deepEqual(second.state, whole.state);
    t.true((whole.acceptance.accepted[0] as Uint8Array).includes(1));
  });

  test(`${name} resets to its initial state`, async (t) => {
    const sampler = create();
    await sampler.start(start);
    const initial = adaptiveState(sampler.state);
    await sampler.run(60);
    sampler.resetAdaptation();
    t.deepEqual(adaptiveState(sampler.state), initial);
  });

  test(`${name} runs at many temperatures`, async (t) => {
    const sampler = new ParallelTemperedSampler({
      parameters: ['x', 'y'],
      model,
      chains: 1,
      seed: 4,
      betas: betaLadder(3, 20),
      resetAfterSwap: true,
      proposals: [proposal as Proposal<'x' | 'y'>],
    });
    await sampler.start({ x: [[1], [1], [1]], y: [[1], [1], [1]] });
    await sampler.run(60);
    t.is(sampler.iterations, 60);
  });
}

const isCounter = (key: string): boolean => key === 'steps' || key === 'start';

/** The states of all proposals without their counters. */
const adaptiveState = (state: unknown): unknown =>
  JSON.parse(
    JSON.stringify(
      (state as { chains: readonly { proposals: unknown }[] }).chains.map(({ proposals }) => proposals),
      (key, value: unknown) =>
        isCounter(key) ? undefined : ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    ),
  );

test('a damaged state of a composite is refused with what differs', async (t) => {
  const options = { parameters: ['x', 'y'] as const, model, chains: 2, seed: 3 };
  const proposals = [mixtureOf(0.5, normal(['x', 'y']), normal('x')) as never];
  const sampler = new MetropolisHastingsSampler({ ...options, proposals });
  await sampler.start(start);
  const { state } = sampler;
  const members = (state.chains[1] as unknown as { proposals: [{ members: { std: unknown }[] }] }).proposals[0].members;
  (members[1] as { std: unknown }).std = 3;
  t.throws(() => sampler.setState(state), {
    message: /`chains\[1\]\.proposals\[0\]\.members\[1\]\.std` should be a Float64Array/,
  });
});

test('a start outside the domain of a family, or of a member of a mixture, is refused', async (t) => {
  const outside = { x: [1, 1], y: [1, -1] };
  for (const proposal of [uniformStep(['x', 'y']), mixtureOf(0.5, normal('x'), uniformStep(['x', 'y']) as never)]) {
    const everywhere = () => ({ logPrior: 0, logLikelihood: 0 });
    const sampler = new MetropolisHastingsSampler({
      parameters: ['x', 'y'],
      model: everywhere,
      chains: 2,
      proposals: [proposal as never],
    });
    await t.throwsAsync(sampler.start(outside), {
      message: /start of `y` to be within the bounds \[0, Infinity\].*got -1/,
    });
  }
});

test('a rule that learns only variances is refused beside a covariance matrix', (t) => {
  t.throws(
    () =>
      normal(['x', 'y'], {
        covariance: [
          [1, 0.5],
          [0.5, 1],
        ],
        adaptation,
      }),
    {
      message: /`covariance` to be diagonal beside `halving`/,
    },
  );
});

test('a rule is refused by families whose scale it does not learn', (t) => {
  t.throws(() => eigenvector(['x', 'y'], { adaptation }), {
    message: /`adaptation` to be made by `andrieuThoms` for `eigenvector`, got/,
  });
  t.throws(() => normal('x', { adaptation: { kind: 'doubling' } as never }), {
    message: /`adaptation` to be made by `veitch`, `siviaSkilling`, `andrieuThoms` or `halving`, got/,
  });
});

test('summaries name a member by its label', (t) => {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model,
    chains: 1,
    proposals: [uniformStep(['x', 'y'], { adaptation }) as never],
  });
  t.true(JSON.stringify(sampler).includes('steps(x, y) with halving'));
});

test('the log density of a mixture is that of its members together', (t) => {
  const [a, b] = [normal('x'), normal('x', { covariance: 9 })];
  const density = (proposal: unknown): number => evaluateLogDensity(proposal as Proposal<'x'>, { x: 1 }, { x: 0 });
  const expected = Math.log(0.3 * Math.exp(density(a)) + 0.7 * Math.exp(density(b)));
  t.is(density(mixtureOf(0.3, a, b)), expected);
});

test('a component can move by a mixture, but not by another transdimensional proposal', async (t) => {
  const nested = (proposal: unknown) =>
    nestedTransdimensional({
      index: 'k',
      indexProposal: boundedDiscrete('k', { bounds: { k: [0, 1] } }),
      components: [{ proposal: proposal as never, birth: normalBirth('x', { mean: { x: 0 }, std: { x: 1 } }) }],
    });
  const create = (proposal: unknown) =>
    new MetropolisHastingsSampler({
      parameters: ['k', 'x'],
      model: ({ x }) => ({ logPrior: 0, logLikelihood: Number.isNaN(x) ? 0 : -0.5 * x * x }),
      chains: 1,
      seed: 5,
      proposals: [nested(proposal) as never],
    });
  const mixture = mixtureOf(0.5, normal('x'), normal('x', { covariance: 0.01 }));
  const whole = create(mixture);
  await whole.start({ k: [1], x: [0.5] });
  await whole.run(200);
  const first = create(mixture);
  await first.start({ k: [1], x: [0.5] });
  await first.run(77);
  const second = create(mixture);
  second.setState(first.state);
  await second.run(123);
  t.deepEqual(second.state, whole.state);
  const options = { parameters: ['k', 'x'], model: () => ({ logPrior: 0, logLikelihood: 0 }), chains: 1 };
  const proposals = [mixtureOf(0.5, normal('x'), nested(normal('x')) as never) as never];
  t.throws(() => new MetropolisHastingsSampler({ ...options, proposals }), {
    message:
      'Expected the parts of `mixture` to move a fixed number of parameters, got one made by `nestedTransdimensional`',
  });
});
