// Declarations and factories that cannot work: each error states what was expected, what came and what to do.
import {
  automatic,
  boundedDiscrete,
  Chain,
  cycle,
  defineModelFactory,
  discrete,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type ParameterPrior,
  priorDraw,
} from '@epsie/core';
import test from 'ava';
import { ascending, counts, flat } from '../helpers/priors.ts';

const zero = () => 0;
const angles = (azimuth: string, polar: string): { readonly [name: string]: ParameterPrior } => {
  const sphere = { azimuth, polar, convention: 'polar' } as const;
  const [around, down] = [flat(0, 2 * Math.PI), flat(0, Math.PI)];
  return {
    [azimuth]: { ...around, domain: { ...around.domain, periodic: true, sphere } },
    [polar]: { ...down, domain: { ...down.domain, sphere } },
  };
};
const form = 'Expected `prior` of the model to be an object with a distribution for every parameter, got';
const distribution = (got: string): string =>
  `Expected \`prior.x\` to be a distribution, such as \`uniform(0, 1)\`, got ${got}`;
const example = 'Write `prior: { x: uniform(0, 1), y: normal(0, 1) }`';
function uniform(): void {}
const joint = 'Expected all parameters of the joint prior of `low`, `high` to be declared under these names, got';
const asIs = 'Spread the result of `named` into `prior`, as it is';
const { low, high } = ascending('low', 'high', 1);

type Fault = readonly [title: string, model: object, message: string];
const declarations: readonly Fault[] = [
  ['a number', { prior: 3, logLikelihood: zero }, `${form} 3. ${example}`],
  ['null', { prior: null, logLikelihood: zero }, `${form} null. ${example}`],
  ['an array', { prior: [flat(0, 1)], logLikelihood: zero }, form],
  [
    'a function',
    { prior: uniform, logLikelihood: zero },
    `${form} function uniform. Call it: \`uniform(…)\`. ${example}`,
  ],
  [
    'a promise',
    { prior: Promise.resolve({}), logLikelihood: zero },
    `${form} a Promise. The prior must be known at once`,
  ],
  ['a Map', { prior: new Map(), logLikelihood: zero }, `${form} an instance of a class. ${example}`],
  ['no parameters', { prior: {}, logLikelihood: zero }, `Expected \`prior\` to have a parameter, got {}. ${example}`],
  [
    'a distribution alone',
    { prior: flat(0, 1), logLikelihood: zero },
    `${form} a distribution alone. Name its parameter: \`prior: { x: … }\``,
  ],
  [
    'a joint prior without names',
    { prior: { ...{ named: () => ({}) }, x: flat(0, 1) }, logLikelihood: zero },
    `${form} a distribution of several parameters without their names. Spread \`joint.named('x', 'y')\` into it, not \`joint\``,
  ],
  [
    'a constant',
    { prior: { x: 3 }, logLikelihood: zero },
    `${distribution('3')}. If it is a constant, use it in the likelihood and leave the parameter out`,
  ],
  ['a pair', { prior: { x: [0, 1] }, logLikelihood: zero }, `${distribution('[0,1]')}. Write \`prior.uniform(0, 1)\``],
  [
    'a function for a distribution',
    { prior: { x: uniform }, logLikelihood: zero },
    `${distribution('function uniform')}. Call it: \`uniform(…)\``,
  ],
  ['nothing', { prior: { x: undefined }, logLikelihood: zero }, distribution('undefined')],
  ['only a domain', { prior: { x: { domain: { lower: 0, upper: 1 } } }, logLikelihood: zero }, distribution('{')],
  [
    'a nested prior',
    { prior: { x: { a: flat(0, 1), b: flat(0, 1) } }, logLikelihood: zero },
    `which has the priors of \`a\`, \`b\`. Spread it: write \`...\` instead of \`x:\``,
  ],
  ['a part of a joint prior', { prior: { low }, logLikelihood: zero }, `${joint} \`low\` without \`high\`. ${asIs}`],
  ['a renamed part', { prior: { low, top: high }, logLikelihood: zero }, `${joint} \`low\` without \`high\`. ${asIs}`],
  [
    'two halves',
    { prior: { low, high: ascending('low', 'high', 1).high }, logLikelihood: zero },
    `${joint} another prior for \`high\`. ${asIs}`,
  ],
  [
    'one angle',
    { prior: { theta: angles('phi', 'theta')['theta'] }, logLikelihood: zero },
    'Expected both angles of the direction `phi`, `theta` to be declared under these names, got `theta` without `phi`. ' +
      "Spread the result of `isotropic({ azimuth: 'phi', polar: 'theta', … })` into `prior`, as it is",
  ],
  [
    'another prior for an angle',
    { prior: { ...angles('phi', 'theta'), phi: flat(0, 1) }, logLikelihood: zero },
    'got another prior for `phi`',
  ],
  [
    'the name __proto__',
    { prior: { ['__proto__']: flat(0, 1) }, logLikelihood: zero },
    'Expected no parameter to be named `__proto__`',
  ],
  [
    'no likelihood',
    { prior: { x: flat(0, 1) } },
    'Expected `logLikelihood` of the model to be a function of the point, got undefined. Write `logLikelihood: ({ x, y }) => …`',
  ],
  [
    'a number for the likelihood',
    { prior: { x: flat(0, 1) }, logLikelihood: 3 },
    'Expected `logLikelihood` of the model to be a function of the point, got 3',
  ],
  [
    'evaluate beside it',
    { prior: { x: flat(0, 1) }, logLikelihood: zero, evaluate: zero },
    'Expected the model to have either `evaluate`, or `prior` and `logLikelihood`, got `prior`, `logLikelihood`, `evaluate`',
  ],
  [
    'samplePrior beside it',
    { prior: { x: flat(0, 1) }, logLikelihood: zero, samplePrior: zero },
    'Expected a model with a declared prior to have no `samplePrior`',
  ],
  [
    'a misspelt likelihood',
    { prior: { x: flat(0, 1) }, loglikelihood: zero },
    'Unknown member `loglikelihood` of the model: expected `prior`, `logLikelihood`. Did you mean `logLikelihood`?',
  ],
  ['no prior', { logLikelihood: zero }, 'Expected a model with `logLikelihood` to declare its `prior`, got none'],
];

for (const [title, model, message] of declarations) {
  test(`refuses a declaration with ${title}`, (t) => {
    const error = t.throws(() => new MetropolisHastingsSampler({ model: model as never, chains: 1 }), {
      instanceOf: TypeError,
    });
    t.true(error.message.includes(message), error.message);
  });
}

const x = flat(0, 1);
const xy = { prior: { x, y: x }, logLikelihood: zero };
const parameters: readonly (readonly [title: string, options: object, message: string])[] = [
  [
    'an unknown name',
    { model: xy, parameters: ['x', 'z'] },
    'Expected `parameters` to have the names of the prior that the model declares, `x`, `y`, got `z`. Leave `parameters` out, or change only the order',
  ],
  [
    'a missing name',
    { model: xy, parameters: ['y'] },
    'Expected `parameters` to have the names of the prior that the model declares, got no `x`. Leave `parameters` out, or change only the order',
  ],
  [
    'no names for a model without a declared prior',
    { model: () => ({ logPrior: 0, logLikelihood: 0 }) },
    "Expected `parameters` to be an array of names, got undefined. Write `parameters: ['x', 'y']`, or declare the prior of the " +
      'model: `{ prior: { x: uniform(0, 1), … }, logLikelihood: … }`',
  ],
];
for (const [title, options, message] of parameters) {
  test(`refuses ${title}`, (t) => {
    const expectation = { instanceOf: TypeError, message };
    t.throws(() => new MetropolisHastingsSampler({ chains: 1, ...options } as never), expectation);
    t.throws(() => new ParallelTemperedSampler({ chains: 1, betas: [1, 0.5], ...options } as never), expectation);
    t.throws(() => new Chain(options as never), expectation);
  });
}

const k = { prior: { k: counts(3), x: flat(0, 1) }, logLikelihood: zero };
for (const proposal of [
  normal(['x', 'k']),
  cycle([
    [normal('x'), 1],
    [normal('k'), 1],
  ]),
]) {
  test(`refuses \`${proposal.kind}\` with real jumps of an integer`, (t) => {
    const message =
      'Expected a proposal of integers for `k`, whose prior is one of integers, got `normal`. ' +
      "Leave `k` to `automatic`, or write `discrete('k')` or `boundedDiscrete('k', …)`";
    const create = () => new MetropolisHastingsSampler({ model: k, chains: 1, proposals: [proposal] });
    t.throws(create, { instanceOf: TypeError, message });
  });
}

test('takes proposals of integers, and those of any number, for an integer', (t) => {
  for (const proposal of [discrete('k'), boundedDiscrete('k', { bounds: { k: [0, 3] } }), priorDraw('k'), automatic()])
    t.notThrows(() => new MetropolisHastingsSampler({ model: k, chains: 1, proposals: [proposal] }));
});

test('automatic refuses a scale whose square is not a number, and takes one of 1e-100', (t) => {
  const sampler = (width: number) =>
    new MetropolisHastingsSampler({ model: { prior: { x: flat(0, width) }, logLikelihood: zero }, chains: 1 });
  for (const width of [1e-300, 1e300])
    t.throws(() => sampler(width), {
      instanceOf: RangeError,
      message: /Expected the scale of `x` to be between 1e-140 and 1e\+140, got .* Choose another unit for `x`/,
    });
  t.notThrows(() => sampler(1e-100));
});

test('takes the names in another order', async (t) => {
  const sampler = new MetropolisHastingsSampler({ model: xy, parameters: ['y', 'x'], chains: 1, seed: 1 });
  await sampler.start({ x: [0.25], y: [0.5] });
  t.deepEqual(sampler.parameters, ['y', 'x']);
  t.deepEqual(sampler.currentPositions, { y: Float64Array.of(0.5), x: Float64Array.of(0.25) });
});

test('refuses a factory whose model declares a prior, and shows the form for it', (t) => {
  const create = defineModelFactory(import.meta.url, () => ({ prior: { x }, logLikelihood: zero }));
  t.throws(() => create({})({ x: 1 }), {
    message:
      /^Expected the factory to return a model without a declared prior, got one\. Declare the prior outside of the preparation: `defineModelFactory\(import\.meta\.url, \{ prior:/,
  });
});

test('refuses factories of another form', (t) => {
  const message = 'Expected the factory to be a function of the options, or { prior, logLikelihood }, got';
  const define = (create: unknown) => () => defineModelFactory(import.meta.url, create as () => never);
  t.throws(define(3), { message: `${message} 3` });
  t.throws(define({ prior: { x } }), { message: `${message} no \`logLikelihood\`` });
  t.throws(define({ prior: { x }, likelihood: zero }), { message: /an unknown member `likelihood`\. Did you mean/ });
  const create = defineModelFactory(import.meta.url, { prior: { x }, logLikelihood: (() => -3) as never });
  t.throws(() => create({})({ x: 0.5 }), {
    message: /^Expected `logLikelihood` of the factory to return a function of the point, got -3\. Write/,
  });
});

test('shows how to make a declared model portable, for a pool of other processes', (t) => {
  const pool = { map: () => Promise.resolve([]) };
  t.throws(() => new MetropolisHastingsSampler({ model: xy, chains: 1, pool }), {
    message:
      /got a plain object\. Put it in a separate module:\n\n.*\n {2}export default defineModel\(import\.meta\.url, \{ prior: \{ … \}, logLikelihood: \(position\) => … \}\);/,
  });
});
