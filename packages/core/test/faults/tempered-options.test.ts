import {
  betaLadder,
  equalRejection,
  type ParallelTemperedOptions,
  ParallelTemperedSampler,
  vousden,
} from '@epsie/core';
import test from 'ava';

type Case = readonly [title: string, options: object, error: typeof TypeError | typeof RangeError, message: string];

const model = () => ({ logPrior: 0, logLikelihood: 0 });
const good: ParallelTemperedOptions<'x' | 'y'> = {
  parameters: ['x', 'y'],
  model,
  chains: 2,
  seed: 1,
  betas: [1, 0.5, 0.1],
};

const betas = 'Expected `betas` to be an array of inverse temperatures, got';
const tooFew = 'Expected `betas` to have at least 3 temperatures with an adaptive `ladder`, got';

const temperedCases: readonly Case[] = [
  ['betas left out', { betas: undefined }, TypeError, `${betas} undefined`],
  ['no betas', { betas: [] }, TypeError, `${betas} [] (array)`],
  ['betas as text', { betas: ['1'] }, TypeError, `${betas} ["1"] (array)`],
  ['one beta without an array', { betas: 1 }, TypeError, `${betas} 1`],
  [
    'betas twice',
    { betas: [0.5, 1, 0.5] },
    RangeError,
    'Expected `betas` to be distinct, got 0.5 twice in [0.5,1,0.5]',
  ],
  ['a negative beta', { betas: [1, -0.1] }, RangeError, 'Expected `betas` to be in [0, 1], got -0.1 in [1,-0.1]'],
  ['temperatures as betas', { betas: [1, 10] }, RangeError, 'Expected `betas` to be in [0, 1], got 10 in [1,10]'],
  [
    'a NaN beta',
    { betas: Float64Array.of(1, Number.NaN) },
    RangeError,
    'Expected `betas` to be in [0, 1], got NaN in [1,NaN]',
  ],
  [
    'a swap interval of 0',
    { swapInterval: 0 },
    RangeError,
    'Expected `swapInterval` to be an integer from 1 up, got 0',
  ],
  [
    'a swap interval as text',
    { swapInterval: '1' },
    TypeError,
    'Expected `swapInterval` to be an integer from 1 up, got "1" (string)',
  ],
  [
    'a swap scheme that is unknown',
    { swaps: 'odd' },
    TypeError,
    "Expected `swaps` to be 'sequential', 'evenOdd' or 'evenOddTwice', got \"odd\" (string)",
  ],
  [
    'true as the ladder',
    { ladder: true },
    TypeError,
    'Expected `ladder` to be made by `vousden` or `equalRejection`, got true (boolean)',
  ],
  [
    'the function `vousden` as the ladder',
    { ladder: vousden },
    TypeError,
    'Expected `ladder` to be made by `vousden` or `equalRejection`, got function vousden. Call it: `vousden(…)`',
  ],
  [
    'options as the ladder',
    { ladder: { tau: 10 } },
    TypeError,
    'Expected `ladder` to be made by `vousden` or `equalRejection`, got {"tau":10} (object)',
  ],
  ['an adaptive ladder of two', { betas: [1, 0.5], ladder: vousden() }, RangeError, `${tooFew} 2`],
  [
    'a ladder of equal rejection with one level',
    { betas: [1], ladder: equalRejection() },
    RangeError,
    'Expected `betas` to have at least 2 temperatures with `equalRejection`, got 1',
  ],
  [
    'prior draws of a model that cannot draw',
    { betas: [1, 0], priorDraws: true },
    TypeError,
    'Expected the model to have a function `samplePrior` with `priorDraws: true`, got none. Add it to the model',
  ],
  [
    'prior draws without a level at β = 0',
    { betas: [1, 0.5], priorDraws: true, model: { evaluate: good.model, samplePrior: () => ({ x: 0, y: 0 }) } },
    RangeError,
    'Expected `betas` to end at 0 with `priorDraws: true`, got 0.5. Write `betaLadder(2, …, { prior: true })`',
  ],
  [
    'prior draws as text',
    { priorDraws: 'yes' },
    TypeError,
    'Expected `priorDraws` to be true or false, got "yes" (string)',
  ],
  ['an adaptive ladder of one', { betas: [1], ladder: vousden() }, RangeError, `${tooFew} 1`],
  [
    'resetAfterSwap as a number',
    { resetAfterSwap: 1 },
    TypeError,
    'Expected `resetAfterSwap` to be true or false, got 1',
  ],
];

for (const [title, options, instanceOf, message] of temperedCases) {
  test(`rejects ${title}`, (t) => {
    t.throws(() => new ParallelTemperedSampler({ ...good, ...options } as never), { instanceOf, message });
  });
}

test('a ladder without β = 1 is legal and causes a warning', (t) => {
  t.deepEqual(new ParallelTemperedSampler(good).warnings, []);
  t.deepEqual(new ParallelTemperedSampler({ ...good, betas: [0.1, 0.5] }).warnings, [
    'No temperature samples the posterior: the coldest of `betas` is 0.5, not 1',
  ]);
});

test('equalRejection rejects invalid options', (t) => {
  const count = (name: string, got: string) => `Expected \`${name}\` to be an integer from 1 up, got ${got}`;
  t.throws(() => equalRejection({ rounds: 0 }), { instanceOf: RangeError, message: count('rounds', '0') });
  t.throws(() => equalRejection({ rounds: 2.5 }), { instanceOf: RangeError, message: count('rounds', '2.5') });
  t.throws(() => equalRejection({ rounds: '8' } as never), {
    instanceOf: TypeError,
    message: count('rounds', '"8" (string)'),
  });
  t.throws(() => equalRejection({ firstRound: Number.NaN }), {
    instanceOf: RangeError,
    message: count('firstRound', 'NaN'),
  });
  t.throws(() => equalRejection({ rounds: 60 }), {
    instanceOf: RangeError,
    message:
      'Expected `rounds` of doubling length to have fewer than 2^53 sweeps together, got 36893488147419103000 (60 rounds, the first of 32)',
  });
  t.throws(() => equalRejection({ rounds: 5000 }), { instanceOf: RangeError });
  t.throws(() => equalRejection({ shared: 1 } as never), { message: 'Expected `shared` to be true or false, got 1' });
  t.throws(() => equalRejection({ round: 3 } as never), {
    message:
      'Unknown option `round` of `equalRejection`: expected `rounds`, `firstRound`, `infiniteHottest`, `shared`. Did you mean `rounds`?',
  });
  t.throws(() => equalRejection(8 as never), { message: /options of `equalRejection` to be an object, got 8/ });
});

test('vousden and betaLadder reject invalid options', (t) => {
  t.throws(() => vousden({ duration: 0 }), {
    instanceOf: RangeError,
    message: 'Expected `duration` to be an integer from 1 up, got 0',
  });
  const positive = (name: string, got: string) => `Expected \`${name}\` to be a positive number, got ${got}`;
  t.throws(() => vousden({ tau: 0 }), { instanceOf: RangeError, message: positive('tau', '0') });
  t.throws(() => vousden({ nu: -1 }), { instanceOf: RangeError, message: positive('nu', '-1') });
  t.throws(() => vousden({ infiniteHottest: 1 } as never), {
    message: 'Expected `infiniteHottest` to be true or false, got 1',
  });
  t.throws(() => vousden({ Tau: 1 } as never), {
    message:
      'Unknown option `Tau` of `vousden`: expected `tau`, `nu`, `infiniteHottest`, `duration`. Did you mean `tau`?',
  });
  t.throws(() => betaLadder(0, 10), {
    instanceOf: RangeError,
    message: 'Expected `count` to be an integer from 1 up, got 0',
  });
  t.throws(() => betaLadder(3, 1), {
    instanceOf: RangeError,
    message: 'Expected `maxTemperature` to be above 1, got 1',
  });
  t.throws(() => betaLadder(8, Number.POSITIVE_INFINITY), {
    instanceOf: RangeError,
    message:
      'Expected `maxTemperature` to be finite, got Infinity. To end at β = 0, write `betaLadder(8, 1000, { prior: true })`',
  });
  t.throws(() => betaLadder(1, 10, { prior: true }), {
    instanceOf: RangeError,
    message: 'Expected `count` to be 2 or more, got 1: with `prior: true`, the ladder ends at β = 0',
  });
  t.throws(() => betaLadder(3, 10, { prior: 1 } as never), {
    message: 'Expected `prior` to be true or false, got 1',
  });
  t.throws(() => betaLadder(3, 10, true as never), { message: /options of `betaLadder` to be an object, got true/ });
  t.throws(() => (betaLadder as (count: number) => unknown)(3), { message: positive('maxTemperature', 'undefined') });
});
