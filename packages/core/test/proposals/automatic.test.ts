// The cycle that `automatic` stands for, and where a sampler makes it.
import {
  adaptiveMixture,
  angular,
  automatic,
  boundedDiscrete,
  type CompositeProposal,
  type CycleProposal,
  cycle,
  MetropolisHastingsSampler,
  nestedTransdimensional,
  normal,
  type Proposal,
  priorDraw,
  siviaSkilling,
  uniformBirth,
} from '@epsie/core';
import test from 'ava';
import { ascending, bell, counts, directions, flat, turn } from '../helpers/priors.ts';

type Prior = NonNullable<ConstructorParameters<typeof MetropolisHastingsSampler>[0]['model']>;

const logLikelihood = () => 0;
const modelOf = (prior: object): Prior => ({ prior, logLikelihood }) as unknown as Prior;

/** Returns the proposals of a sampler with these. */
const resolved = (prior: object, proposals?: readonly Proposal<string>[]): readonly Proposal<string>[] => {
  const options = { model: modelOf(prior), chains: 1, ...(proposals && { proposals }) };
  return new MetropolisHastingsSampler(options as never).configuration.proposals;
};

const membersOf = (proposal: Proposal<string> | undefined): readonly string[] =>
  (proposal as CycleProposal<string>).members.map(({ kind, parameters }) => `${kind}: ${parameters.join(', ')}`);

test('has a member for each kind of domain', (t) => {
  const prior = { x: flat(0, 1), phi: turn, k: counts(3), ...directions('ra', 'dec'), z: bell(0, 2) };
  const proposals = resolved(prior);
  t.is(proposals.length, 1);
  t.deepEqual(membersOf(proposals[0]), [
    'adaptiveMixture: x, phi, ra, dec, z',
    'solidAngle: ra, dec',
    'boundedDiscrete: k',
    'priorDraw: x, phi, k, ra, dec, z',
  ]);
  const { members, weights } = proposals[0] as CycleProposal<string>;
  t.like(members[0], {
    period: [
      [0, Number.POSITIVE_INFINITY],
      [0, 2 * Math.PI],
      [0, 2 * Math.PI],
    ],
  });
  t.like(members[1], { measure: 'angles', convention: 'declination' });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  t.true(Math.abs((weights.at(-1) as number) / total - 0.02) < 1e-12);
});

test('begins with a tenth of the scale of the prior, or of the given widths', (t) => {
  const first = (proposals: readonly Proposal<string>[]): unknown =>
    ((proposals[0] as CycleProposal<string>).members[0] as { covariance?: unknown }).covariance;
  t.deepEqual(first(resolved({ z: bell(0, 2) })), [0.2 ** 2]);
  t.deepEqual(first(resolved({ z: bell(0, 2) }, [automatic({ widths: { z: Math.sqrt(12) } })])), [0.1 ** 2]);
});

test('takes the parameters that are left, and is the default only for a declared prior', (t) => {
  const prior = { x: flat(0, 1), y: flat(0, 1), phi: turn };
  for (const proposals of [[angular('phi')], [angular('phi'), automatic()], [automatic(), angular('phi')]]) {
    const names = resolved(prior, proposals).map(({ kind, parameters }) => `${kind} ${parameters.join()}`);
    t.deepEqual(names.toSorted(), ['angular phi', 'cycle x,y']);
  }
  const named = resolved(prior, [automatic({ parameters: ['phi', 'x'] }), normal('y')]);
  t.deepEqual(
    named.map(({ parameters }) => parameters),
    [['phi', 'x'], ['y']],
  );
  const model = () => ({ logPrior: 0, logLikelihood: 0 });
  const plain = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 1 });
  t.is(plain.configuration.proposals[0]?.kind, 'normal');
});

test('is a member of other cycles, and of components', (t) => {
  const prior = { x: flat(0, 1), y: flat(0, 1), k: counts(1), a: flat(0, 1) };
  const component = { proposal: automatic({ parameters: 'a' }), birth: uniformBirth('a', { bounds: { a: [0, 1] } }) };
  const indexProposal = boundedDiscrete('k', { bounds: { k: [0, 1] } });
  const [mixed, nested] = resolved(prior, [
    cycle([
      [automatic(), 9],
      [normal(['x', 'y']), 1],
    ]),
    nestedTransdimensional({ index: 'k', indexProposal, components: [component] }),
  ]) as [CycleProposal<string>, CompositeProposal<string>];
  t.deepEqual(membersOf(mixed), ['cycle: x, y', 'normal: x, y']);
  t.deepEqual(nested.kind === 'nestedTransdimensional' && membersOf(nested.components[0]?.proposal), [
    'adaptiveMixture: a',
    'priorDraw: a',
  ]);
});

test('draws from the prior only what can be drawn without other parameters', (t) => {
  const joint = { ...ascending('low', 'high', 1), x: flat(0, 1) };
  t.deepEqual(membersOf(resolved(joint)[0]).at(-1), 'priorDraw: low, high, x');
  const [first] = resolved(joint, [automatic({ parameters: ['low', 'x'] }), normal('high')]);
  t.deepEqual(membersOf(first), ['adaptiveMixture: low, x']);
  const { sample: _, ...undrawable } = flat(0, 1);
  t.deepEqual(membersOf(resolved({ x: undrawable })[0]), ['adaptiveMixture: x']);
});

test('ends within its duration, in a cycle with other members too', async (t) => {
  const prior = { x: flat(0, 1), k: counts(3), ...directions('ra', 'dec') };
  const duration = 2000;
  const sampler = new MetropolisHastingsSampler({
    model: modelOf(prior) as never,
    chains: 4,
    seed: 1,
    proposals: [automatic({ duration })] as never,
  });
  const adapting = () => sampler.warningDetails.some(({ code }) => code === 'ADAPTING');
  await sampler.start();
  t.false(adapting());
  await sampler.run(duration / 2);
  t.true(adapting());
  await sampler.run(duration / 2);
  t.false(adapting());
});

test('warns as long as it adapts without an end', async (t) => {
  const sampler = new MetropolisHastingsSampler({ model: modelOf({ x: flat(0, 1) }) as never, chains: 1, seed: 1 });
  await sampler.start();
  await sampler.run(5000);
  const [warning] = sampler.warningDetails.filter(({ code }) => code === 'ADAPTING');
  t.deepEqual(warning?.parameters, ['x']);
  t.regex(warning?.message ?? '', /automatic\(\{ duration: … \}\)/);
});

test('warns of integers alone, and not of proposals by hand', async (t) => {
  const codes = async (options: object) => {
    const model = modelOf({ k: counts(9) });
    const sampler = new MetropolisHastingsSampler({ model, chains: 1, seed: 1, ...options } as never);
    await sampler.start();
    await sampler.run(2000);
    return sampler.warningDetails.flatMap(({ code }) => (code === 'ADAPTING' ? [code] : []));
  };
  const byHand = boundedDiscrete('k', { bounds: { k: [0, 9] }, adaptation: siviaSkilling() });
  t.deepEqual(await codes({}), ['ADAPTING']);
  t.deepEqual(await codes({ proposals: [automatic({ duration: 1500 })] }), []);
  t.deepEqual(await codes({ proposals: [byHand] }), []);
});

test('counts own steps of a mixture that moves at every other step', async (t) => {
  const proposals = [adaptiveMixture('x', { duration: 100, jumpInterval: 2 })];
  const sampler = new MetropolisHastingsSampler({
    model: modelOf({ x: flat(0, 1) }) as never,
    chains: 1,
    seed: 1,
    proposals,
  });
  const adapting = () => sampler.warningDetails.some(({ code }) => code === 'ADAPTING');
  await sampler.start();
  await sampler.run(150);
  t.true(adapting());
  await sampler.run(100);
  t.false(adapting());
});

test('has its name in the summary of a sampler', (t) => {
  const sampler = new MetropolisHastingsSampler({ model: modelOf({ x: flat(0, 1) }) as never, chains: 1, seed: 1 });
  t.regex(JSON.stringify(sampler), /automatic\(x\)/);
});

const widthless = { ...flat(0, 1), sd: Number.NaN, domain: { lower: 0, upper: Number.POSITIVE_INFINITY } };
const faults: readonly (readonly [string, () => unknown, RegExp])[] = [
  ['widths that are not by name', () => automatic({ widths: [1] as never }), /`widths` to be an object of numbers/],
  ['a width of 0', () => automatic({ widths: { x: 0 } }), /`widths.x` to be a positive number, got 0/],
  [
    'a width that is not a number',
    () => automatic({ widths: { x: '1' as never } }),
    /`widths.x` to be a positive number/,
  ],
  ['a duration of 0', () => automatic({ duration: 0 }), /`duration` to be an integer from 1 up, got 0/],
  [
    'an unknown option',
    () => automatic({ width: 1 } as never),
    /Unknown option `width` of `automatic`.*Did you mean `widths`\?/,
  ],
  [
    'an unknown parameter',
    () => resolved({ x: flat(0, 1) }, [automatic({ widths: { y: 1 } })]),
    /Unknown parameter `y` in `widths`/,
  ],
  [
    'a prior without width',
    () => resolved({ x: widthless }),
    /the width of `x`, whose prior has no finite `sd`. Write `automatic\(\{ widths: \{ x: … \} \}\)`/,
  ],
  [
    'two of them',
    () => resolved({ x: flat(0, 1) }, [automatic(), automatic()]),
    /every parameter in one proposal, got `x` in two/,
  ],
  [
    'no prior and no widths',
    () =>
      new MetropolisHastingsSampler({
        parameters: ['x'],
        model: () => ({ logPrior: 0, logLikelihood: 0 }),
        chains: 1,
        proposals: [automatic()],
      }),
    /the width of `x`, since the model does not declare its prior/,
  ],
];

for (const [name, build, message] of faults)
  test(`refuses ${name}`, (t) => {
    t.throws(build, { message });
  });

test('priorDraw and automatic can be the only members of a cycle', (t) => {
  const [mixed] = resolved({ x: flat(0, 1), y: flat(0, 1) }, [
    cycle([
      [automatic(), 1],
      [priorDraw(), 1],
    ]),
  ]);
  t.deepEqual(membersOf(mixed), ['cycle: x, y', 'priorDraw: x, y']);
});
