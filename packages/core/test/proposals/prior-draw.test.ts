import {
  boundedDiscrete,
  cycle,
  evaluateLogDensity,
  MetropolisHastingsSampler,
  type Model,
  type ModelObject,
  nestedTransdimensional,
  normal,
  ParallelTemperedSampler,
  type Position,
  type Proposal,
  priorDraw,
  type Random,
  uniformBirth,
} from '@epsie/core';
import test from 'ava';
import { createPrior } from '#src/model/declared-model.js';
import { afterSteps, type Law, LIMIT } from '../helpers/laws.ts';
import { ascending, counts, flat } from '../helpers/priors.ts';
import { kolmogorov } from '../helpers/statistics.ts';

type Point = { readonly [parameter: string]: number };

// x and y with likelihood exp(−3x) y within [0, 1] × [0, 2]: the draws of the posterior are exact.
const cdfs = {
  x: (x: number) => (1 - Math.exp(-3 * x)) / (1 - Math.exp(-3)),
  y: (y: number) => (y * y) / 4,
};
const declaration = { x: flat(0, 1), y: flat(0, 2) };
const prior = createPrior<string>(declaration);
const logLikelihood = ({ x, y }: Point) => -3 * (x as number) + Math.log(y as number);
const declared: Model<string> = { prior: declaration, logLikelihood };
const evaluate = (p: Position<string>) => ({ logPrior: prior.logDensity(p), logLikelihood: logLikelihood(p) });
const drawing: ModelObject<string> = { evaluate, samplePrior: (random) => prior.sample(random) };
// Draws that do not follow the prior.
const biased: ModelObject<string> = {
  evaluate,
  samplePrior: (random) => ({ x: random.random() ** 2, y: 2 * random.random() }),
};

const lawOf = (model: Model<string>): Law => ({
  parameters: ['x', 'y'],
  model: model as unknown as Law['model'],
  draw: (random: Random) => [-Math.log1p(-random.random() * (1 - Math.exp(-3))) / 3, 2 * Math.sqrt(random.random())],
  scores: ([x, y]) => ({
    x: kolmogorov(x as Float64Array, cdfs.x) / 2.2,
    y: kolmogorov(y as Float64Array, cdfs.y) / 2.2,
  }),
});

const cases: readonly (readonly [name: string, model: Model<string>, proposals: readonly Proposal<string>[]])[] = [
  ['all parameters of a declared prior', declared, [priorDraw()]],
  ['one parameter of a declared prior', declared, [priorDraw('x'), normal('y', { covariance: 0.3 })]],
  ['a model with samplePrior', drawing, [priorDraw()]],
  [
    'in a cycle',
    drawing,
    [
      cycle<string>([
        [priorDraw(), 1],
        [normal(['x', 'y'], { covariance: 0.1 }), 2],
      ]),
    ],
  ],
  [
    'of one parameter in a cycle',
    declared,
    [
      cycle<string>([
        [priorDraw('y'), 1],
        [normal(['y', 'x'], { covariance: 0.1 }), 2],
      ]),
    ],
  ],
];

for (const [name, model, proposals] of cases) {
  test.serial(`draws from the prior leave the posterior invariant: ${name}`, async (t) => {
    const law = lawOf(model);
    for (const [score, value] of Object.entries(
      law.scores(await afterSteps(law, proposals, { chains: 4000, steps: 10, seed: 3 })),
    ))
      t.true(value < LIMIT, `${score}: ${value}`);
  });
}

test.serial('detects draws that do not follow the prior', async (t) => {
  const law = lawOf(biased);
  const scores = law.scores(await afterSteps(law, [priorDraw()], { chains: 4000, steps: 10, seed: 3 }));
  t.true((scores['x'] as number) > LIMIT, `${scores['x']}`);
});

for (const [name, model] of Object.entries({ declared, drawing })) {
  test(`every draw is accepted at β = 0: ${name}`, async (t) => {
    const sampler = new ParallelTemperedSampler({
      parameters: ['x', 'y'],
      model: model as Model<'x' | 'y'>,
      proposals: [priorDraw()],
      betas: [1, 0],
      swapInterval: 1000,
      chains: 1,
      seed: 2,
    });
    await sampler.start({ x: [[0.5], [0.5]], y: [[1], [1]] });
    await sampler.run(500);
    t.true(sampler.acceptance.ratio[1]?.[0]?.every((ratio) => ratio > 1 - 1e-12));
    t.true(kolmogorov(sampler.positions.x[1]?.[0] as Float64Array, (x) => x) < 2);
  });
}

test('in a cycle it takes the parameters of the other members; elsewhere those of the sampler', (t) => {
  const proposalsOf = (proposals: readonly Proposal<'x' | 'y'>[]) =>
    new MetropolisHastingsSampler({ parameters: ['x', 'y'], model: drawing as never, chains: 1, proposals })
      .configuration.proposals;
  t.deepEqual(proposalsOf([priorDraw()])[0]?.parameters, ['x', 'y']);
  const mixed = cycle([
    [cycle([[priorDraw(), 1]]), 1],
    [normal(['y', 'x']), 9],
  ]);
  const [closed] = proposalsOf([mixed]);
  t.like(closed, {
    parameters: ['y', 'x'],
    members: [{ parameters: ['y', 'x'], members: [{ parameters: ['y', 'x'] }] }],
  });
  t.deepEqual(proposalsOf([cycle([[priorDraw(), 1]])])[0]?.parameters, ['x', 'y']);
});

test('a component of unknown number can be drawn from its prior', async (t) => {
  const model: Model<'k' | 'a' | 'b'> = {
    prior: { k: counts(2), a: flat(0, 1), b: flat(0, 1) },
    logLikelihood: ({ k }) => -0.1 * k,
  };
  const component = (name: 'a' | 'b') => ({
    proposal: cycle<'a' | 'b'>([
      [priorDraw(), 1],
      [normal(name), 1],
    ]),
    birth: uniformBirth(name, { bounds: { [name]: [0, 1] } as never }),
  });
  const sampler = new MetropolisHastingsSampler({
    parameters: ['k', 'a', 'b'],
    model,
    chains: 2,
    proposals: [
      nestedTransdimensional({
        index: 'k',
        indexProposal: boundedDiscrete('k', { bounds: { k: [0, 2] }, successive: true }),
        components: [component('a'), component('b')],
      }),
    ],
    seed: 1,
  });
  await sampler.start({ k: [1, 2], a: [0.5, 0.5], b: [Number.NaN, 0.5] });
  await sampler.run(4000);
  const values = sampler.positions.a[0]?.filter((value) => !Number.isNaN(value)) as Float64Array;
  t.true(values.every((value) => value >= 0 && value <= 1));
  t.true(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - 0.5) < 0.05);
});

const refused: { readonly [name: string]: readonly [model: unknown, proposals: readonly unknown[], message: RegExp] } =
  {
    'a model without a prior': [evaluate, [priorDraw()], /declare its prior or to have a function `samplePrior`/],
    'some parameters of a model with samplePrior': [
      drawing,
      [priorDraw('x')],
      /`priorDraw` to move all parameters.*without `y`/,
    ],
    'half of a joint prior': [
      { ...declared, prior: ascending('x', 'y', 1) },
      [priorDraw('x')],
      /all parameters of the joint prior of `x`, `y`/,
    ],
    'a parameter that cannot be drawn': [
      { ...declared, prior: { x: flat(0, 1), y: { domain: flat(0, 1).domain, sd: 1, logDensity: () => 0 } } },
      [priorDraw()],
      /whose prior has a `sample`, got `y`/,
    ],
    'all parameters beside another proposal': [drawing, [priorDraw(), normal('x')], /`x` in two.*cycle/],
  };

for (const [name, [model, proposals, message]] of Object.entries(refused)) {
  test(`refuses at the construction of the sampler: ${name}`, (t) => {
    const create = () =>
      new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 1, proposals } as never);
    t.throws(create, { instanceOf: TypeError, message });
  });
}

test('a joint prior is drawn with all its parameters', async (t) => {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['y', 'x'],
    model: { prior: ascending('x', 'y', 1), logLikelihood: () => 0 },
    chains: 1,
    proposals: [priorDraw(['y', 'x'])],
    seed: 1,
  });
  await sampler.start({ x: [0.2], y: [0.7] });
  await sampler.run(500);
  const [{ 0: x }, { 0: y }] = [sampler.positions.x, sampler.positions.y] as unknown as [
    [Float64Array],
    [Float64Array],
  ];
  t.true(x.every((value, i) => value <= (y[i] as number)));
});

test('a draw that is not a number fails with its location', async (t) => {
  const model = { ...drawing, samplePrior: () => ({ x: 0.5 }) } as unknown as ModelObject<'x' | 'y'>;
  const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 1, proposals: [priorDraw()] });
  await sampler.start({ x: [0.5], y: [1] });
  await t.throwsAsync(sampler.run(1), { message: /`samplePrior` to return a number for parameter `y`.*chain 0/ });
});

test('has no log density outside of a sampler', (t) => {
  t.throws(() => evaluateLogDensity(priorDraw('x'), { x: 0 }, { x: 1 }), {
    message: /Expected a sampler for `priorDraw`/,
  });
});
