import {
  boundedNormal,
  type EpsieErrorOf,
  isEpsieError,
  MetropolisHastingsSampler,
  ParallelTemperedSampler,
} from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { assertUnharmed, gaussian, kinds, started } from '../helpers/undisturbed.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** A model that returns NaN at NaN, as most do: the check of the start must come before the model. */
const model = ({ x, y }: { x: number; y: number }) => ({
  logPrior: Math.abs(x) > 5 ? Number.NEGATIVE_INFINITY : 0,
  logLikelihood: -0.5 * (x * x + y * y),
});

const options = {
  parameters: ['x', 'y'],
  model,
  chains: 2,
  seed: 1,
  proposals: [boundedNormal('y', { bounds: { y: [-1, 1] } })],
} as const;

type Fields = Partial<EpsieErrorOf<'START_REJECTED'>>;

async function rejected(t: ExecutionContext, start: Promise<void>, message: string, fields: Fields): Promise<void> {
  const error = await t.throwsAsync(start, { message });
  t.true(isEpsieError(error, 'START_REJECTED'));
  t.like(error as EpsieErrorOf<'START_REJECTED'>, fields);
}

const good = { x: [0, 1], y: [0, 1] };
const atChain1 = { chain: 1, temperature: 0 };
const numbers = (got: string) => `Expected the start of \`x\` to be 2 numbers, one for each chain, got ${got}`;
const finite = (got: string) =>
  `Expected the start of \`x\` to be a finite number, got ${got} (chain 1, temperature 0)`;

const cases: { readonly [title: string]: readonly [positions: unknown, message: string, fields: Fields] } = {
  'no object': [3, 'Expected the start positions to have parameter `x`, got 3', { parameter: 'x' }],
  'a point for each chain': [
    [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
    'Expected the start positions to be an object with the numbers of each parameter, { x: […], y: […] }, got an array of points. Write `{ x: points.map((point) => point.x), y: points.map((point) => point.y) }`',
    { chain: 0, temperature: 0 },
  ],
  'an array of numbers for each chain': [
    [
      [0, 0],
      [1, 1],
    ],
    'Expected the start positions to be an object with the numbers of each parameter, { x: […], y: […] }, got an array of points. Write `{ x: points.map((point) => point[0]), y: points.map((point) => point[1]) }`',
    { chain: 0, temperature: 0 },
  ],
  'an array of numbers': [
    [0, 1],
    'Expected the start positions to be an object with the numbers of each parameter, { x: […], y: […] }, got [0,1]',
    { chain: 0, temperature: 0 },
  ],
  'a parameter missing': [
    { x: [0, 1] },
    'Expected the start positions to have parameter `y`, got {"x":[0,1]}',
    { parameter: 'y' },
  ],
  'an unknown parameter': [
    { ...good, z: [0, 1] },
    'Unknown parameter `z` in the start positions: expected `x`, `y`',
    { parameter: 'z' },
  ],
  'one number for all chains': [{ ...good, x: 0 }, numbers('0'), { parameter: 'x' }],
  'too few chains': [{ ...good, x: [0] }, numbers('[0]'), { parameter: 'x' }],
  'too many chains': [{ ...good, x: Float64Array.of(0, 1, 2) }, numbers('[0,1,2]'), { parameter: 'x' }],
  text: [{ ...good, x: ['0', '1'] }, numbers('["0","1"]'), { parameter: 'x' }],
  'a hole': [{ ...good, x: [0, undefined] }, numbers('[0,undefined]'), { parameter: 'x' }],
  'temperatures that are not there': [{ ...good, x: [[0, 1]] }, numbers('[[0,1]]'), { parameter: 'x' }],
  NaN: [{ ...good, x: [0, nan] }, finite('NaN'), { ...atChain1, parameter: 'x' }],
  infinity: [{ ...good, x: [0, infinity] }, finite('Infinity'), { ...atChain1, parameter: 'x' }],
  'outside the prior': [
    { ...good, x: [0, 9] },
    'Expected the start to be inside the prior, got a log prior of -Infinity at { x: 9, y: 1 } (chain 1, temperature 0)',
    atChain1,
  ],
  'outside the bounds of a proposal': [
    { ...good, y: [0, 1.5] },
    'Expected the start of `y` to be within the bounds [-1, 1] of its proposal (no jump could lead back to it), got 1.5 (chain 1, temperature 0)',
    { ...atChain1, parameter: 'y' },
  ],
};

for (const [title, [positions, message, fields]] of Object.entries(cases)) {
  test(`start rejects: ${title}`, async (t) => {
    const sampler = new MetropolisHastingsSampler(options);
    await rejected(t, sampler.start(positions as never), message, fields);
    await t.notThrowsAsync(sampler.start(good));
  });
}

const rows = (values: readonly (readonly number[])[]) => ({ x: values, y: values.map((row) => row.map(() => 0)) });
const three = 'Expected the start of `x` to be 3 arrays of 2 numbers, one array for each temperature, got';

const temperedCases: typeof cases = {
  'no temperatures': [good, `${three} [0,1]`, { parameter: 'x' }],
  'a point for each temperature and chain': [
    [
      [
        { x: 0, y: 0 },
        { x: 0, y: 0 },
      ],
    ],
    'Expected the start positions to be an object with the numbers of each parameter, { x: […], y: […] }, got an array of points. Write `{ x: points.map((level) => level.map((point) => point.x)), y: points.map((level) => level.map((point) => point.y)) }`',
    { chain: 0, temperature: 0 },
  ],
  'too few temperatures': [
    rows([
      [0, 1],
      [0, 1],
    ]),
    `${three} [[0,1],[0,1]]`,
    { parameter: 'x' },
  ],
  'chains and temperatures exchanged': [
    {
      x: [
        [0, 0, 0],
        [0, 0, 0],
      ],
      y: [
        [0, 0, 0],
        [0, 0, 0],
      ],
    },
    `${three} [[0,0,0],[0,0,0]]`,
    { parameter: 'x' },
  ],
  'a temperature with too few chains': [
    rows([[0, 1], [0, 1], [0]]),
    numbers('[0]'),
    { temperature: 2, parameter: 'x' },
  ],
  'NaN at one temperature': [
    rows([
      [0, 1],
      [0, 1],
      [nan, 1],
    ]),
    'Expected the start of `x` to be a finite number, got NaN (chain 0, temperature 2)',
    { chain: 0, temperature: 2, parameter: 'x' },
  ],
  'outside the prior at one temperature': [
    rows([
      [0, 1],
      [0, -7],
      [0, 1],
    ]),
    'Expected the start to be inside the prior, got a log prior of -Infinity at { x: -7, y: 0 } (chain 1, temperature 1)',
    { chain: 1, temperature: 1 },
  ],
};

for (const [title, [positions, message, fields]] of Object.entries(temperedCases)) {
  test(`a tempered start rejects: ${title}`, async (t) => {
    const sampler = new ParallelTemperedSampler({ ...options, betas: [1, 0.5, 0.1] });
    await rejected(t, sampler.start(positions as never), message, fields);
  });
}

test('a start on the bounds of the prior and of the proposal, and without support, is legal', async (t) => {
  const sampler = new MetropolisHastingsSampler({
    ...options,
    model: (p) => ({ ...model(p), logLikelihood: Number.NEGATIVE_INFINITY }),
  });
  await t.notThrowsAsync(sampler.start({ x: [-5, 5], y: [-1, 1] }));
  await t.notThrowsAsync(sampler.run(10));
});

test('reports a model that fails at a start point', async (t) => {
  const sampler = new MetropolisHastingsSampler({
    ...options,
    model: (p) => {
      if (p.x === 1) throw new Error('no such file');
      return model(p);
    },
  });
  const error = await t.throwsAsync(sampler.start(good), {
    message: 'The model threw: Error: no such file (chain 1, temperature 0, iteration 0, position { x: 1, y: 1 })',
  });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.like(error as EpsieErrorOf<'MODEL_FAILED'>, { ...atChain1, iteration: 0, position: { x: 1, y: 1 } });
});

test('a rejected second start leaves the sampler unchanged', async (t) => {
  for (const kind of Object.values(kinds)) {
    const sampler = await started(kind);
    await sampler.run(20);
    const restart = { restart: true };
    await t.throwsAsync(sampler.start({ x: [0] } as never, restart), { message: /^Expected the start of `x`/ });
    const far =
      kind.levels === 1
        ? [0, 0, 99]
        : [
            [0, 0, 0],
            [0, 0, 0],
            [0, 0, 99],
          ];
    await t.throwsAsync(sampler.start({ ...kind.positions, x: far } as never, restart), {
      message: /inside the prior/,
    });
    await assertUnharmed(t, sampler, kind, 20);
  }
});

test('the error for a bad start point that `samplePrior` drew names `samplePrior`', async (t) => {
  const drawn = ({ x, y }: { x: number; y: number }) =>
    new MetropolisHastingsSampler({ ...options, model: { evaluate: model, samplePrior: () => ({ x, y }) } }).start();
  const advice =
    '. The `samplePrior` of the model drew this point: let it draw only points that `evaluate` and the proposals allow';
  await rejected(
    t,
    drawn({ x: 9, y: 0 }),
    `Expected the start to be inside the prior, got a log prior of -Infinity at { x: 9, y: 0 } (chain 0, temperature 0)${advice}`,
    { chain: 0, temperature: 0 },
  );
  await rejected(
    t,
    drawn({ x: 0, y: 2 }),
    `Expected the start of \`y\` to be within the bounds [-1, 1] of its proposal (no jump could lead back to it), got 2 (chain 0, temperature 0)${advice}`,
    { parameter: 'y' },
  );
});

test('a misspelt parameter that makes the start fail is named', async (t) => {
  const misspelt = (evaluate: unknown) =>
    new MetropolisHastingsSampler({ parameters: ['x', 'sigma'], model: evaluate as never, chains: 1, seed: 1 }).start({
      x: [1],
      sigma: [2],
    });
  const at = '(chain 0, temperature 0, iteration 0, position { x: 1, sigma: 2 })';
  const read = 'The model reads `sgima`, which is not a parameter: expected `x`, `sigma`. Did you mean `sigma`?';
  const error = await t.throwsAsync(
    misspelt(({ x, sgima }: { x: number; sgima: number }) => ({ logPrior: 0, logLikelihood: x / sgima })),
    {
      message: `Expected the model to return { logLikelihood, logPrior } with numbers below +Infinity, got {"logPrior":0,"logLikelihood":NaN}. ${read} ${at}`,
    },
  );
  t.like(error as EpsieErrorOf<'MODEL_FAILED'>, { code: 'MODEL_FAILED', position: { x: 1, sigma: 2 } });
  await t.throwsAsync(
    misspelt((p: { sgima: { toFixed(): string } }) => p.sgima.toFixed()),
    { message: new RegExp(`^The model threw: TypeError: .*undefined.*\\. ${read.replace(/[.?]/g, '\\$&')} `) },
  );
  // A model that fails for another reason gets no such advice.
  await t.throwsAsync(
    misspelt((p: object) => ({ logPrior: 0, logLikelihood: JSON.stringify(p).length * Number.NaN })),
    { message: /got \{"logPrior":0,"logLikelihood":NaN\} \(chain 0/ },
  );
});

test('start without positions draws them from the prior', async (t) => {
  const drawn = (samplePrior: unknown) =>
    new MetropolisHastingsSampler({
      parameters: ['x', 'y'],
      model: { evaluate: gaussian, samplePrior } as never,
      chains: 2,
      seed: 1,
    });
  await t.throwsAsync(drawn(undefined).start(), {
    instanceOf: TypeError,
    message:
      'Expected the model to have a function `samplePrior`, since `start` got no positions. Pass positions, or add the function',
  });
  t.throws(() => drawn(3), {
    instanceOf: TypeError,
    message: 'Expected `samplePrior` of the model to be a function, got 3',
  });
  const faults: readonly (readonly [samplePrior: () => unknown, message: string])[] = [
    [
      () => ({ x: 1 }),
      'Expected `samplePrior` to return a number for parameter `y`, got undefined (chain 0, temperature 0, iteration 0, position { x: 1 })',
    ],
    [
      () => undefined,
      'Expected `samplePrior` to return a number for parameter `x`, got undefined (chain 0, temperature 0, iteration 0, position {  })',
    ],
    [
      () => {
        throw new Error('empty');
      },
      '`samplePrior` of the model threw: Error: empty (chain 0, temperature 0, iteration 0, position {  })',
    ],
  ];
  for (const [samplePrior, message] of faults) {
    const error = await t.throwsAsync(drawn(samplePrior).start(), { message });
    t.true(isEpsieError(error, 'MODEL_FAILED'));
  }
});
