import {
  type Adaptation,
  andrieuThoms,
  boundedDiscrete,
  boundedNormal,
  Chain,
  type ChainState,
  discrete,
  isEpsieError,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  ParallelTemperedSampler,
  siviaSkilling,
  solidAngle,
  uniformBirth,
  veitch,
} from '@epsie/core';
import test from 'ava';
import { steps } from '../helpers/index-proposals.ts';

const { NaN: nan } = Number;
const names = [
  ['a1', 'b1'],
  ['a2', 'b2'],
] as const;

const nested = nestedTransdimensional({
  index: 'k',
  indexProposal: boundedDiscrete('k', { bounds: { k: [0, 2] } }),
  components: names.map((both) => ({
    proposal: normal(both),
    birth: uniformBirth(both, { bounds: { [both[0]]: [0, 1], [both[1]]: [0, 1] } as never }),
  })),
});

const options = {
  parameters: ['k', 'a1', 'b1', 'a2', 'b2', 'x'],
  model: () => ({ logPrior: 0, logLikelihood: 0 }),
  chains: 1,
  seed: 1,
  proposals: [nested],
} as const;

type NestedState = {
  readonly components: readonly { readonly steps: number; readonly start: number; readonly std: Float64Array }[];
};

type Point = {
  readonly k: number;
  readonly a1: number;
  readonly b1: number;
  readonly a2: number;
  readonly b2: number;
  readonly x: number;
};

const good: Point = { k: 1, a1: 0.5, b1: 0.5, a2: nan, b2: nan, x: 0 };
const column = (point: Point) =>
  Object.fromEntries(Object.entries(point).map(([name, value]) => [name, [value]])) as { [K in keyof Point]: number[] };

test('accepts a start with NaN for inactive components', async (t) => {
  const sampler = new MetropolisHastingsSampler(options);
  await sampler.start(column(good));
  await sampler.run(5);
  t.is(sampler.iterations, 5);
});

test('samplePrior may return inactive components', async (t) => {
  const model = { evaluate: options.model, samplePrior: () => good };
  const sampler = new MetropolisHastingsSampler({ ...options, model });
  await sampler.start();
  t.is(sampler.currentPositions.a2[0], nan);
});

const place = '(chain 0, temperature 0)';
const refused: readonly [name: string, point: Point, parameter: keyof Point, message: string][] = [
  [
    'half a component',
    { ...good, b1: nan },
    'b1',
    `Expected the start of \`b1\` to be a number like \`a1\` of its component, or both to be NaN, got NaN ${place}`,
  ],
  [
    'an index too large',
    { ...good, k: 2 },
    'k',
    `Expected the start of \`k\` to be 1, the number of active components, got 2 ${place}`,
  ],
  [
    'an index that is NaN',
    { ...good, k: nan },
    'k',
    `Expected the start of \`k\` to be 1, the number of active components, got NaN ${place}`,
  ],
  [
    'NaN in a parameter outside components',
    { ...good, x: nan },
    'x',
    `Expected the start of \`x\` to be a finite number, got NaN ${place}`,
  ],
  [
    'an infinite component',
    { ...good, a1: Number.POSITIVE_INFINITY },
    'a1',
    `Expected the start of \`a1\` to be a finite number, got Infinity ${place}`,
  ],
];
for (const [name, point, parameter, message] of refused) {
  test(`start rejects ${name}`, async (t) => {
    const sampler = new MetropolisHastingsSampler(options);
    const error = await t.throwsAsync(sampler.start(column(point)), { message });
    t.true(isEpsieError(error, 'START_REJECTED') && error.parameter === parameter);
  });
}

test('the error of a tempered start names the temperature', async (t) => {
  const sampler = new ParallelTemperedSampler({ ...options, betas: [1, 0.5] });
  const [right, wrong] = [column(good), column({ ...good, k: 0 })];
  const start = Object.fromEntries(options.parameters.map((name) => [name, [right[name], wrong[name]]]));
  const error = await t.throwsAsync(sampler.start(start as never), { message: /`k` to be 1.*temperature 1/ });
  t.true(isEpsieError(error, 'START_REJECTED') && error.temperature === 1);
});

test('start rejects a component outside its bounds', async (t) => {
  const proposal = nestedTransdimensional({
    index: 'k',
    indexProposal: discrete('k'),
    components: [
      {
        proposal: boundedNormal('a', { bounds: { a: [0, 1] } }),
        birth: uniformBirth('a', { bounds: { a: [0, 1] } }),
      },
    ],
  });
  const sampler = new MetropolisHastingsSampler({ ...options, parameters: ['k', 'a'], proposals: [proposal] });
  await t.throwsAsync(sampler.start({ k: [1], a: [2] }), { message: /`a` to be within the bounds \[0, 1\]/ });
  await sampler.start({ k: [0], a: [nan] });
  t.is(sampler.currentPositions.k[0], 0);
});

test('start rejects a discrete parameter between integers', async (t) => {
  const sampler = new MetropolisHastingsSampler({ ...options, parameters: ['n'], proposals: [discrete('n')] });
  await t.throwsAsync(sampler.start({ n: [0.5] }), {
    message:
      'Expected the start of `n` to be an integer, as its proposal is discrete, got 0.5 (chain 0, temperature 0)',
  });
});

test('a pole is a legal start, and a point beyond it is not', async (t) => {
  const proposals = [solidAngle({ azimuth: 'ra', polar: 'dec' }, { convention: 'declination', unit: 'degrees' })];
  const sampler = new MetropolisHastingsSampler({ ...options, parameters: ['ra', 'dec'], proposals, chains: 2 });
  await t.throwsAsync(sampler.start({ ra: [0, 0], dec: [90, 90.1] }), { message: /`dec` to be within.*\[-90, 90\]/ });
  await sampler.start({ ra: [0, 400], dec: [90, -90] });
  await sampler.run(50);
  const { ra, dec } = sampler.currentPositions;
  t.true([...ra].every((x) => x >= 0 && x < 360) && [...dec].every((x) => Math.abs(x) <= 90));
});

test('components count the steps in which they were active before and after', (t) => {
  const proposals = [
    nestedTransdimensional({
      index: 'k',
      indexProposal: boundedDiscrete('k', { bounds: { k: [0, 1] } }),
      components: [
        {
          proposal: normal('a', { adaptation: andrieuThoms({ duration: 50 }) }),
          birth: uniformBirth('a', { bounds: { a: [0, 1] } }),
        },
      ],
    }),
  ];
  // The active component cannot die: every proposed death is rejected.
  const model = ({ k }: { k: number }) => ({ logPrior: k === 1 ? 0 : Number.NEGATIVE_INFINITY, logLikelihood: 0 });
  const chain = new Chain({ parameters: ['k', 'a'], model, proposals, seed: 1 });
  chain.start({ k: 1, a: 0.5 });
  chain.step(10);
  const [{ steps, components }] = (chain.state.chains[0] as ChainState).proposals as unknown as [
    { steps: number; components: [{ steps: number }] },
  ];
  t.is(steps, 10);
  t.is(components[0].steps, 9, 'a rejected death counts, the first iteration of a chain does not');
});

const component = (adaptation: Adaptation) => [
  {
    proposal: normal('a', { adaptation }),
    birth: uniformBirth('a', { bounds: { a: [0, 1] } }),
  },
];

test('resetAdaptation resets components to their initial state', async (t) => {
  const components = component(veitch({ duration: 500, priorWidths: { a: 1 }, initialStd: 0.3 }));
  const indexProposal = boundedDiscrete('k', { bounds: { k: [0, 1] }, successive: true });
  const proposals = [nestedTransdimensional({ index: 'k', indexProposal, components })];
  const sampler = new MetropolisHastingsSampler({ ...options, parameters: ['k', 'a'], proposals });
  await sampler.start({ k: [1], a: [0.5] });
  await sampler.run(100);
  const stateOf = () => ((sampler.state.chains[0] as ChainState).proposals[0] as unknown as NestedState).components[0];
  const before = stateOf();
  t.not(before?.std[0], 0.3);
  sampler.resetAdaptation();
  const after = stateOf();
  t.is(after?.std[0], 0.3);
  t.is(after?.steps, before?.steps);
  t.is(after?.start, before?.steps);
});

test('an index proposal that proposes a non-integer is an error', async (t) => {
  const components = component(siviaSkilling());
  const proposals = [nestedTransdimensional({ index: 'k', indexProposal: steps(0.5), components })];
  const sampler = new MetropolisHastingsSampler({ ...options, parameters: ['k', 'a'], proposals });
  await sampler.start({ k: [1], a: [0.5] });
  await t.throwsAsync(sampler.run(1), { message: /Expected the index proposal to propose an integer, got (0|1)\.5/ });
  t.is(sampler.iterations, 0);
});
