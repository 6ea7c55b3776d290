// Declarations, likelihoods and starts that cannot work: each error states what was expected, what came and what to do.
import {
  automatic,
  boundedDiscrete,
  Chain,
  cycle,
  defineModelFactory,
  discrete,
  isEpsieError,
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

/** The error of a start of one chain with this likelihood. */
async function startError(logLikelihood: (at: { x: number }) => unknown, prior: object = { x }, at?: number) {
  const model = { prior, logLikelihood } as never as typeof xy;
  const sampler = new MetropolisHastingsSampler({ model, chains: 1, seed: 1 });
  const error: unknown = await sampler
    .start(at === undefined ? at : ({ x: [at] } as never))
    .catch((caught: unknown) => caught);
  return error as Error & { readonly evaluation?: unknown };
}

const returned = 'Expected `logLikelihood` to return a number below +Infinity, or that in { logLikelihood, blob }, got';
const answers: readonly (readonly [title: string, answer: unknown, message: string])[] = [
  ['+Infinity', Number.POSITIVE_INFINITY, `${returned} Infinity (`],
  ['nothing', undefined, `${returned} undefined: the function may lack a \`return\` (`],
  ['text', '1', `${returned} "1" (`],
  [
    'a promise',
    Promise.resolve(0),
    `${returned} a Promise: a likelihood is synchronous. Load its data in \`defineModelFactory\``,
  ],
  ['an evaluation', { logPrior: 0 }, `${returned} {"logPrior":0}: the log prior follows from the declared prior`],
  [
    'both log densities',
    { logPrior: 0, logLikelihood: -1 },
    `${returned} {"logPrior":0,"logLikelihood":-1}: the log prior follows from the declared prior. Return the log likelihood alone (`,
  ],
  ['a misspelt member', { loglikelihood: 0 }, `${returned} {"loglikelihood":0}: \`logLikelihood\` is missing (`],
  ['an infinite member', { logLikelihood: Number.POSITIVE_INFINITY }, `${returned} {"logLikelihood":Infinity} (`],
];
for (const [title, answer, message] of answers) {
  test(`reports a likelihood that returns ${title}`, async (t) => {
    const error = await startError(() => answer);
    t.true(isEpsieError(error, 'MODEL_FAILED'));
    t.true(error.message.startsWith(message), error.message);
    t.deepEqual(error.evaluation, answer);
  });
}

test('reports a likelihood that throws with its own error', async (t) => {
  const error = await startError(() => {
    throw new RangeError('no such file');
  });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.true(error.message.startsWith('The model threw: RangeError: no such file ('), error.message);
});

test('names the parameter whose density is infinite at a bound', async (t) => {
  const infinite = { ...x, logDensity: (value: number) => (value === 0 ? Infinity : 0) };
  const error = await startError(zero, { x: infinite, y: x }, undefined);
  t.is(error, undefined as never);
  const model = { prior: { x: infinite, y: x }, logLikelihood: zero };
  const sampler = new MetropolisHastingsSampler({ model, chains: 1, seed: 1 });
  const failure = await t.throwsAsync(sampler.start({ x: [0], y: [0.5] }));
  t.true(isEpsieError(failure, 'MODEL_FAILED'));
  t.regex(
    failure.message,
    /^Expected the log prior of `x` to be a number below \+Infinity, got Infinity at \{ x: 0 \}\. The density is infinite there/,
  );
});

test('names a parameter that the likelihood misspells at the first draw', async (t) => {
  let calls = 0;
  const error = await startError((at) => {
    calls++;
    return -(at as unknown as { xx: number }).xx;
  });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.regex(error.message, /The model reads `xx`, which is not a parameter: expected `x`/);
  t.is(calls, 2);
});

test('stops after 1000 draws of which some were -Infinity', async (t) => {
  let calls = 0;
  const error = await startError(({ x: value }) => {
    calls++;
    return value < 0.5 ? Number.NaN : Number.NEGATIVE_INFINITY;
  });
  t.true(isEpsieError(error, 'START_REJECTED'));
  t.regex(
    error.message,
    /^Expected a finite log likelihood at one of 1000 draws from the prior, got -Infinity at 485 and NaN at 515 of them; the last was \{ x: 0\.\d+ \} \(chain 0, temperature 0\)\. Check the likelihood/,
  );
  // One more for the names that it reads.
  t.is(calls, 1001);
});

test('stops after 100 draws that were all NaN', async (t) => {
  let calls = 0;
  const error = await startError(() => {
    calls++;
    return Number.NaN;
  });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.regex(
    error.message,
    /^Expected `logLikelihood` to return a number, got NaN at all of 100 draws from the prior\. Check the likelihood/,
  );
  t.is(calls, 101);
});

test('draws again where the likelihood is 0 or NaN', async (t) => {
  const model = {
    prior: { x },
    logLikelihood: ({ x: value }: { x: number }) => (value < 0.5 ? Number.NaN : value < 0.9 ? -Infinity : -value),
  };
  const sampler = new MetropolisHastingsSampler({ model, chains: 50, seed: 3 });
  await sampler.start();
  t.true(sampler.startPositions.x.every((value) => value >= 0.9));
  t.is(new Set(sampler.startPositions.x).size, 50);
});

test('refuses a start outside of the declared prior before it evaluates the model', async (t) => {
  let calls = 0;
  const error = await startError(() => calls++, { x }, 2);
  t.true(isEpsieError(error, 'START_REJECTED'));
  t.is(
    error.message,
    'Expected the start of `x` to be within [0, 1], the domain of its prior, got 2 (chain 0, temperature 0)',
  );
  const fraction = await startError(() => calls++, { x: counts(3) }, 1.5);
  t.is(
    fraction.message,
    'Expected the start of `x` to be an integer, as its prior is one of integers, got 1.5 (chain 0, temperature 0)',
  );
  t.is(calls, 0);
});

test('refuses to start from a prior that cannot be drawn, before anything runs', async (t) => {
  const { sample: _, ...undrawable } = x;
  let calls = 0;
  const error = await startError(() => calls++, { x: undrawable });
  t.is(
    error.message,
    'Expected every prior to have a function `sample`, since `start` got no positions, got none for `x`. Pass positions to `start`, or add `sample` to the prior',
  );
  t.is(await startError(() => -calls, { x: undrawable }, 0.5), undefined as never);
});

test('reports draws that the own density excludes', async (t) => {
  const error = await startError(zero, { x: { ...x, sample: () => 2 } });
  t.true(isEpsieError(error, 'START_REJECTED'));
  t.regex(
    error.message,
    /got a log prior of -Infinity at \{ x: 2 \}.*The prior of the model drew this point: let its `sample`/,
  );
});

test('reports a sample that is not a number', async (t) => {
  const error = await startError(zero, { x: { ...x, sample: () => '1' } });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.regex(error.message, /Expected `sample` of the prior of `x` to return a number, got "1"/);
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
