// States of other samplers and values that are not states: the error states what differs, and the sampler is unchanged.
import assert from 'node:assert/strict';
import { deserialize, serialize } from 'node:v8';
import {
  boundedNormal,
  type EpsieErrorOf,
  equalRejection,
  isEpsieError,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  vousden,
} from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { type AnySampler, assertUnharmed, gaussian, type Kind, kinds, started } from '../helpers/undisturbed.ts';

type SetState = { setState(state: unknown): void };

const { 'Metropolis–Hastings': plain, tempered } = kinds;
const OTHER = /^This state belongs to another sampler: .*\. Build the sampler as it was when the state was saved$/;
const INCOMPLETE = /^Not a complete sampler state: /;

async function refuses(
  t: ExecutionContext,
  kind: Kind,
  makeState: (state: AnySampler['state']) => unknown,
  differences: readonly string[],
  message: RegExp,
): Promise<void> {
  const donor = await started(kind);
  await donor.run(10);
  const sampler = await started(kind);
  await sampler.run(5);
  const error = t.throws(() => (sampler as SetState).setState(makeState(donor.state)), { message });
  t.true(isEpsieError(error, 'STATE_MISMATCH'));
  t.deepEqual((error as EpsieErrorOf<'STATE_MISMATCH'>).differences, differences);
  for (const difference of differences.slice(0, 5)) t.true(error?.message.includes(difference), error?.message);
  await assertUnharmed(t, sampler, kind, 5);
}

const options = { parameters: ['x', 'y'], model: gaussian, chains: 2, seed: 1 } as const;

/** Options of a sampler, and how it differs from a state of a sampler with `options`. */
const others: { readonly [title: string]: readonly [object, readonly string[]] } = {
  chains: [{ chains: 3 }, ['chains: the sampler has 3, the state has 2']],
  parameters: [
    { parameters: ['x', 'z'] },
    [
      'parameters[1]: the sampler has "z", the state has "y"',
      'proposals[0].parameters[1]: the sampler has "z", the state has "y"',
    ],
  ],
  'the order of the parameters': [
    { parameters: ['y', 'x'], proposals: [normal(['x', 'y'])] },
    ['parameters[0]: the sampler has "y", the state has "x"', 'parameters[1]: the sampler has "x", the state has "y"'],
  ],
  'a covariance': [
    { proposals: [normal(['x', 'y'], { covariance: [1, 2] })] },
    ['proposals[0].covariance: the sampler has [1,2], the state has nothing'],
  ],
  'a family': [
    { proposals: [boundedNormal(['x', 'y'], { bounds: { x: [-9, 9], y: [-9, 9] } })] },
    [
      'proposals[0].kind: the sampler has "boundedNormal", the state has "normal"',
      'proposals[0].bounds: the sampler has [[-9,9],[-9,9]], the state has nothing',
    ],
  ],
  'the number of proposals': [
    { proposals: [normal('x'), normal('y')] },
    [
      'proposals[0].parameters[1]: the sampler has nothing, the state has "y"',
      'proposals[1]: the sampler has {"kind":"normal","parameters":["y"],"jumpInterval":1}, the state has nothing',
    ],
  ],
};

for (const [title, [other, differences]] of Object.entries(others)) {
  test(`rejects a state of a sampler that differs in ${title}`, async (t) => {
    const donor = new MetropolisHastingsSampler(options);
    await donor.start({ x: [0, 1], y: [0, 1] });
    const sampler = new MetropolisHastingsSampler({ ...options, ...other } as typeof options);
    const error = t.throws(() => sampler.setState(donor.state), { message: OTHER });
    t.true(isEpsieError(error, 'STATE_MISMATCH'));
    t.deepEqual((error as EpsieErrorOf<'STATE_MISMATCH'>).differences, differences);
    t.throws(() => sampler.state, { message: /^There are no chains yet/ });
  });
}

test('rejects a state of another ladder', async (t) => {
  const make = (tempering: object) => new ParallelTemperedSampler({ ...options, betas: [1, 0.5, 0.1], ...tempering });
  const donor = make({});
  await donor.start({
    x: [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
    y: [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
  });
  for (const [tempering, ...expected] of [
    [{ betas: [1, 0.5, 0.2] }, 'tempering.betas[2]: the sampler has 0.2, the state has 0.1'],
    [{ betas: [1, 0.5] }, 'tempering.betas[2]: the sampler has nothing, the state has 0.1'],
    [{ swapInterval: 2 }, 'tempering.swapInterval: the sampler has 2, the state has 1'],
    [{ resetAfterSwap: true }, 'tempering.resetAfterSwap: the sampler has true, the state has false'],
    [
      { ladder: vousden({ infiniteHottest: false }) },
      'tempering.ladder: the sampler has {"kind":"vousden","tau":1000,"nu":10,"infiniteHottest":false}, the state has nothing',
    ],
    [
      { ladder: equalRejection({ rounds: 3, infiniteHottest: false }) },
      'tempering.ladder: the sampler has {"kind":"equalRejection","rounds":3,"firstRound":32,"infiniteHottest":false,"shared":true}, the state has nothing',
    ],
    [{ swaps: 'evenOdd' }, 'tempering.swaps: the sampler has "evenOdd", the state has nothing'],
    [
      { betas: [1, 0.5, 0], priorDraws: true, model: { evaluate: options.model, samplePrior: () => ({ x: 0, y: 0 }) } },
      'tempering.betas[2]: the sampler has 0, the state has 0.1',
      'tempering.priorDraws: the sampler has true, the state has nothing',
    ],
  ] as const) {
    const error = t.throws(() => make(tempering).setState(donor.state), { message: OTHER });
    t.deepEqual((error as EpsieErrorOf<'STATE_MISMATCH'>).differences, expected);
  }
});

test('rejects a state of the other kind of sampler', async (t) => {
  const { state } = await started(plain);
  const error = t.throws(() => (tempered.create() as unknown as SetState).setState(state), { message: OTHER });
  const [first] = (error as EpsieErrorOf<'STATE_MISMATCH'>).differences;
  t.is(first, 'kind: the sampler has "parallel-tempered", the state has "metropolis-hastings"');
});

test('the error lists all differences, and the message five of them', async (t) => {
  const names = Array.from({ length: 8 }, (_, i) => `p${i}`);
  const make = (parameters: string[]) =>
    new MetropolisHastingsSampler({ parameters, model: () => ({ logPrior: 0, logLikelihood: 0 }), chains: 1, seed: 1 });
  const donor = make(names);
  await donor.start(Object.fromEntries(names.map((name) => [name, [0]])));
  const error = t.throws(() => make(names.map((name) => `${name}'`)).setState(donor.state), {
    message: / and 11 more\. Build/,
  });
  t.is((error as EpsieErrorOf<'STATE_MISMATCH'>).differences.length, 16);
});

test('rejects a state of another schema', async (t) => {
  const version = /^This state was saved by another version: /;
  await refuses(
    t,
    plain,
    (state) => ({ ...state, schema: 2 }),
    ['schema: this version reads 1, the state has 2'],
    version,
  );
});

for (const [title, garbage, difference] of [
  ['nothing', undefined, 'expected the `state` of a sampler, got undefined'],
  ['null', null, 'expected the `state` of a sampler, got null'],
  ['text', '{}', 'expected the `state` of a sampler, got "{}"'],
  ['an empty object', {}, '`schema` should be 1, got undefined'],
  ['a schema alone', { schema: 1 }, '`configuration` should be an object, got undefined'],
] as const) {
  test(`rejects ${title} as a state`, (t) => refuses(t, plain, () => garbage, [difference], INCOMPLETE));
}

type Damage = (state: AnySampler['state']) => object;
type Chain = { readonly levels?: readonly object[]; readonly random: object };

const inFirst =
  (change: (chain: Chain) => object): Damage =>
  ({ chains: [first, ...rest], ...state }) => ({
    ...state,
    chains: [change(first as Chain), ...rest],
  });
const without = (key: string): Damage => inFirst((chain) => ({ ...chain, [key]: undefined }));

const damages: { readonly [title: string]: readonly [kind: Kind, damage: Damage, difference: string] } = {
  'no seed': [plain, (state) => ({ ...state, seed: undefined }), '`seed` should be a bigint from 0 up, got undefined'],
  'a seed that is a number': [
    plain,
    (state) => ({ ...state, seed: 17 }),
    '`seed` should be a bigint from 0 up, got 17',
  ],
  'iterations as text': [
    plain,
    (state) => ({ ...state, iterations: '10' }),
    '`iterations` should be an integer from 0 up, got "10"',
  ],
  'no start positions': [
    plain,
    (state) => ({ ...state, startPositions: undefined }),
    '`startPositions` should be an array of length 3, got undefined',
  ],
  'no chains': [plain, (state) => ({ ...state, chains: undefined }), '`chains` should be an array, got undefined'],
  'a chain of nothing': [plain, inFirst(() => null as never), '`chains[0]` should be an object, got null'],
  'no likelihood': [plain, without('logLikelihood'), '`chains[0].logLikelihood` should be a number, got undefined'],
  'no generator': [plain, without('random'), '`chains[0].random` should be an object, got undefined'],
  'a generator that went through JSON': [
    plain,
    inFirst((chain) => ({ ...chain, random: { ...chain.random, state: '17' } })),
    '`chains[0].random.state` should be a bigint, got "17"',
  ],
  'a position that is a plain array': [
    plain,
    inFirst((chain) => ({ ...chain, position: [0, 1] })),
    '`chains[0].position` should be a Float64Array of length 2, got [0,1]',
  ],
  'a position that is too short': [
    plain,
    inFirst((chain) => ({ ...chain, position: Float64Array.of(1) })),
    '`chains[0].position` should be a Float64Array of length 2, got a Float64Array [1]',
  ],
  'a proposal without its mean': [
    plain,
    inFirst((chain) => ({
      ...chain,
      proposals: (chain as unknown as { proposals: object[] }).proposals.map((p) => ({ ...p, mean: undefined })),
    })),
    '`chains[0].proposals[0].mean` should be a Float64Array of length 2, got undefined',
  ],
  'a chain of another blob': [
    plain,
    ({ chains: [a, b, ...rest], ...state }) => ({ ...state, chains: [a, { ...b, blob: {} }, ...rest] }),
    '`chains[1].blob.radius` should be a number, got undefined',
  ],
  'a level missing': [
    tempered,
    inFirst((chain) => ({ ...chain, levels: chain.levels?.slice(1) })),
    '`chains[0].levels` should be an array of length 3, got',
  ],
  'no betas': [tempered, without('betas'), '`chains[0].betas` should be a Float64Array of length 3, got undefined'],
  'no ladder': [tempered, without('ladder'), '`chains[0].ladder` should be an object, got undefined'],
};

for (const [title, [kind, damage, difference]] of Object.entries(damages)) {
  test(`rejects a damaged state: ${title}`, async (t) => {
    const sampler = await started(kind);
    await sampler.run(5);
    const error = t.throws(() => (sampler as SetState).setState(damage(sampler.state)), { message: INCOMPLETE });
    t.true(isEpsieError(error, 'STATE_MISMATCH'));
    const { differences } = error as EpsieErrorOf<'STATE_MISMATCH'>;
    t.is(differences.length, 1, differences.join('\n'));
    t.true(differences[0]?.startsWith(difference), differences[0]);
    await assertUnharmed(t, sampler, kind, 5);
  });
}

test('a cloned state equals the state itself', async (t) => {
  for (const kind of Object.values(kinds)) {
    const donor = await started(kind);
    await donor.run(10);
    const sampler = kind.create();
    (sampler as SetState).setState(structuredClone(donor.state));
    t.deepEqual(sampler.state as object, donor.state as object);
  }
});

test('a state refuses JSON.stringify with advice, and is plain data in every other respect', async (t) => {
  const message =
    'A state cannot be JSON, which has no typed arrays, bigints and NaN: save it with `saveState(path, sampler.state)` of ' +
    '@epsie/io, or send or store it by structured clone';
  for (const kind of Object.values(kinds)) {
    const { state } = await started(kind);
    t.throws(() => JSON.stringify(state), { instanceOf: TypeError, message });
    t.throws(() => JSON.stringify({ run: [state] }), { instanceOf: TypeError, message });
    t.false(Object.keys(state).includes('toJSON'));
    assert.deepStrictEqual(structuredClone(state), state);
    assert.deepStrictEqual(deserialize(serialize(state)), state);
    t.deepEqual({ ...state }, state as object);
  }
});
