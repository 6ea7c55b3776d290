import {
  choosePool,
  defineModelFactory,
  MetropolisHastingsSampler,
  normal,
  type ParallelTemperedOptions,
  ParallelTemperedSampler,
  type SamplerOptions,
  SerialPool,
} from '@epsie/core';
import test from 'ava';

type Case = readonly [title: string, options: object, error: typeof TypeError | typeof RangeError, message: string];

const model = () => ({ logPrior: 0, logLikelihood: 0 });
const good: SamplerOptions<'x' | 'y'> = { parameters: ['x', 'y'], model, chains: 2, seed: 1 };
const goodTempered: ParallelTemperedOptions<'x' | 'y'> = { ...good, betas: [1, 0.5, 0.1] };

const seed = 'Expected `seed` to be an integer from 0 up (a bigint above 2^53), got';
const chains = 'Expected `chains` to be an integer from 1 up, got';
const names = 'Expected `parameters` to be a parameter name or an array of names, got';
const modelForm = 'Expected `model` to be a function or an object with a function `evaluate`, got';
const poolForm = 'Expected `pool` to be a pool, an object with a function `map`, got';
const list = 'Expected `proposals` to be an array of proposals (`normal(…)`, …), got';

const cases: readonly Case[] = [
  ['parameters as one name', { parameters: 'x' }, TypeError, 'Expected `parameters` to be an array of names, got "x"'],
  ['no parameters', { parameters: [] }, TypeError, `${names} [] (array)`],
  ['a parameter that is not a name', { parameters: [1] }, TypeError, `${names} [1] (array)`],
  ['a nameless parameter', { parameters: [''] }, TypeError, `${names} [""] (array)`],
  [
    'a repeated parameter',
    { parameters: ['x', 'x'] },
    TypeError,
    'Expected the names in `parameters` to be distinct, got `x` twice',
  ],
  ['the name __proto__', { parameters: ['__proto__'] }, TypeError, 'Expected no parameter to be named `__proto__`'],
  ['no chains', { chains: 0 }, RangeError, `${chains} 0`],
  ['a fraction of a chain', { chains: 1.5 }, RangeError, `${chains} 1.5`],
  ['NaN chains', { chains: Number.NaN }, RangeError, `${chains} NaN`],
  ['chains as text', { chains: '4' }, TypeError, `${chains} "4" (string)`],
  ['chains left out', { chains: undefined }, TypeError, `${chains} undefined`],
  ['no model', { model: undefined }, TypeError, `${modelForm} undefined`],
  ['a model without evaluate', { model: { evaluate: 3 } }, TypeError, `${modelForm} {"evaluate":3}`],
  ['a negative seed', { seed: -1 }, RangeError, `${seed} -1`],
  ['a negative bigint', { seed: -1n }, RangeError, `${seed} -1n`],
  ['a fraction as the seed', { seed: 1.5 }, RangeError, `${seed} 1.5`],
  ['a seed that lost its last digits', { seed: 2 ** 60 }, RangeError, `${seed} 1152921504606847000`],
  ['NaN as the seed', { seed: Number.NaN }, RangeError, `${seed} NaN`],
  ['a seed as text', { seed: '1' }, TypeError, `${seed} "1"`],
  ['null as the seed', { seed: null }, TypeError, `${seed} null`],
  [
    'a pool without map',
    { pool: { close() {} } },
    TypeError,
    `${poolForm} {"close":function close}. Leave it out to run in this process`,
  ],
  ['null as the pool', { pool: null }, TypeError, `${poolForm} null. Leave it out to run in this process`],
  ['an array as the pool', { pool: [] }, TypeError, `${poolForm} []. Leave it out to run in this process`],
  [
    'a number of threads as the pool',
    { pool: 4 },
    TypeError,
    `${poolForm} 4. Pass \`new ThreadPool({ threads: 4 })\` of @epsie/pool-threads`,
  ],
  [
    'the class of a pool as the pool',
    { pool: SerialPool },
    TypeError,
    `${poolForm} function SerialPool. Create one: \`new SerialPool()\``,
  ],
  [
    'the class of a pool with a function `create` as the pool',
    { pool: Object.assign(class Ranks {}, { create() {} }) },
    TypeError,
    `${poolForm} function Ranks. Create one: \`await Ranks.create()\``,
  ],
  [
    'a function that creates a pool as the pool',
    { pool: choosePool },
    TypeError,
    `${poolForm} function choosePool. Call it: \`choosePool(…)\``,
  ],
  [
    'the promise of a pool',
    { pool: Promise.resolve() },
    TypeError,
    `${poolForm} a Promise. Await it: \`pool: await …\``,
  ],
  [
    'a pool whose `local` is not a boolean',
    { pool: { map: async () => [], local: 'yes' } },
    TypeError,
    'Expected `pool.local` to be true or false, got "yes" (string)',
  ],
  [
    'a factory as the model',
    { model: defineModelFactory('file:///model.js', () => model) },
    TypeError,
    'Expected `model` to be a model, got a function made by `defineModelFactory`. Call it with its options',
  ],
  ['the promise of a model', { model: Promise.resolve() }, TypeError, `${modelForm} a Promise. Await it first`],
  [
    'the function `normal` as proposals',
    { proposals: normal },
    TypeError,
    `${list} function normal. Call it: \`normal(…)\``,
  ],
  [
    'the function `normal` among the proposals',
    { proposals: [normal] },
    TypeError,
    `${list} [function normal]. Call it: \`normal(…)\``,
  ],
  ['null as proposals', { proposals: null }, TypeError, `${list} null`],
  [
    'one proposal without an array',
    { proposals: normal('x') },
    TypeError,
    `${list} {"kind":"normal","parameters":["x"],"jumpInterval":1}. Put it into an array: \`proposals: [normal(…)]\``,
  ],
  [
    'text among the proposals',
    { proposals: [normal('x'), 'y'] },
    TypeError,
    `${list} [{"kind":"normal","parameters":["x"],"jumpInterval":1},"y"]`,
  ],
  [
    'a proposal of an unknown kind',
    { proposals: [{ kind: 'gauss', parameters: ['x'] }] },
    TypeError,
    'Unknown proposal {"kind":"gauss","parameters":["x"]}: make proposals with `normal(…)` and its like',
  ],
  [
    'a proposal for an unknown parameter',
    { proposals: [normal(['x', 'z'])] },
    TypeError,
    'Unknown parameter `z` in `proposals`: expected `x`, `y`',
  ],
  [
    'a parameter in two proposals',
    { proposals: [normal(['x', 'y']), normal('x')] },
    TypeError,
    "Expected every parameter in one proposal, got `x` in two. To move it by several, put them into one: `cycle([[normal('x'), 1], …])`",
  ],
];

for (const [title, options, instanceOf, message] of cases) {
  test(`rejects ${title}`, (t) => {
    t.throws(() => new MetropolisHastingsSampler({ ...good, ...options } as never), { instanceOf, message });
    t.throws(() => new ParallelTemperedSampler({ ...goodTempered, ...options } as never), { instanceOf, message });
  });
}

test('the error for a misspelt option suggests the right one', (t) => {
  t.throws(() => new MetropolisHastingsSampler({ ...good, proposal: [] } as never), {
    instanceOf: TypeError,
    message:
      'Unknown option `proposal` of `MetropolisHastingsSampler`: expected `parameters`, `model`, `chains`, `proposals`, `seed`, `pool`. Did you mean `proposals`?',
  });
  t.throws(() => new MetropolisHastingsSampler(goodTempered as never), { message: /^Unknown option `betas`/ });
  t.throws(() => new ParallelTemperedSampler({ ...goodTempered, swapinterval: 3 } as never), {
    instanceOf: TypeError,
    message: /^Unknown option `swapinterval` of `ParallelTemperedSampler`: .*`swapInterval`/,
  });
  t.throws(() => new MetropolisHastingsSampler(undefined as never), {
    message:
      'Expected the options of `MetropolisHastingsSampler` to be an object, got undefined. Write `{ parameters: … }`',
  });
});

test('a seed may have any size', (t) => {
  for (const seed of [0, 0n, 2 ** 53 - 1, 2n ** 53n + 1n, 2n ** 1000n + 1n]) {
    t.is(new MetropolisHastingsSampler({ ...good, seed }).seed, BigInt(seed));
  }
});

test('without a seed every sampler draws a different one and reports it', (t) => {
  const { seed: _seed, ...unseeded } = good;
  const [a, b] = [0, 0].map(() => new MetropolisHastingsSampler(unseeded).seed);
  t.not(a, b);
  t.true((a as bigint) >= 0n && (a as bigint) < 2n ** 128n);
});
