import {
  adaptiveMixture,
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  type CycleMember,
  cycle,
  differentialEvolution,
  discrete,
  eigenvector,
  nestedTransdimensional,
  normal,
  normalBirth,
  siviaSkilling,
  snooker,
  solidAngle,
  uniformBirth,
  veitch,
} from '@epsie/core';
import test from 'ava';
import { RULES } from '#src/proposals/adaptation/registry.js';
import type { ScaleKind } from '#src/proposals/adaptation/rule.js';
import { COMPOSITES } from '#src/proposals/composites/registry.js';
import type { ProposalSpec } from '#src/proposals/spec.js';
import { halving } from '../plug-points/members/halving.ts';
import { mixtureOf } from '../plug-points/members/mixture.ts';
import { registerMembers } from '../plug-points/members/register.ts';
import { type BrokenComposite, brokenCycle, brokenRule, registerBroken } from './broken-members.ts';
import { runConformance } from './run-conformance.ts';
import { productTarget, type Target, transdimensionalTarget } from './run-targets.ts';

// Before the tests add members.
const scalesOfRules = Object.fromEntries(Object.entries(RULES).map(([rule, { fits }]) => [rule, Object.keys(fits)]));
const builtIn = Object.keys(COMPOSITES);

type Case = readonly [name: string, proposal: ProposalSpec, target: Target, restsAfter?: number];

const duration = 50;
const V = veitch({ duration });
const S = siviaSkilling({ duration });
const A = andrieuThoms({ duration });
const C = andrieuThoms({ duration, componentwise: true });
const box = { x: [0, 1], y: [-1, 3] } as const;
const bounded = productTarget(box);
const reals = productTarget({ x: 'real', y: 'real' });
const covariance = [
  [2, 1.4],
  [1.4, 2],
];

// For each rule, each of the scales that it fits.
const scales: { readonly [rule: string]: { readonly [K in ScaleKind]?: Case } } = {
  veitch: { diagonal: ['boundedNormal', boundedNormal(['x', 'y'], { bounds: box, adaptation: V }), bounded] },
  siviaSkilling: {
    diagonal: ['boundedNormal', boundedNormal(['x', 'y'], { bounds: box, adaptation: S }), bounded],
    full: ['normal', normal(['x', 'y'], { covariance, adaptation: S }), reals],
  },
  andrieuThoms: {
    diagonal: ['boundedNormal', boundedNormal(['x', 'y'], { bounds: box, adaptation: A }), bounded],
    full: ['normal', normal(['x', 'y'], { adaptation: A }), reals],
    direction: ['boundedEigenvector', boundedEigenvector(['x', 'y'], { bounds: box, adaptation: A }), bounded],
    concentration: [
      'solidAngle',
      solidAngle({ azimuth: 'a', polar: 'p' }, { adaptation: A }),
      productTarget({ a: 'angle', p: 'polar' }),
    ],
  },
};

test('every rule is checked with every scale that it fits', (t) => {
  t.deepEqual(
    Object.fromEntries(Object.entries(scales).map(([rule, cases]) => [rule, Object.keys(cases)])),
    scalesOfRules,
  );
});

const byRules = Object.entries(scales).flatMap(([rule, cases]) =>
  Object.values(cases).map(
    ([family, proposal, target]): Case => [`${family} with ${rule}`, proposal, target, duration + 1],
  ),
);

const others: readonly Case[] = [
  ['normal, componentwise', normal(['x', 'y'], { adaptation: C }), reals, duration + 1],
  ['eigenvector, of variances in EPSIE’s way', eigenvector(['x', 'y'], { adaptation: A, units: 'raw' }), reals, 51],
  ['angular', angular('a', { adaptation: A }), productTarget({ a: 'angle' }), duration + 1],
  ['discrete', discrete('k', { successive: true, adaptation: S }), productTarget({ k: { integers: [0, 4] } }), 51],
  ['differentialEvolution', differentialEvolution(['x', 'y'], { duration, capacity: 7 }), reals, duration + 1],
  [
    'differentialEvolution with snooker moves and a jump interval',
    differentialEvolution(['x', 'y'], { bounds: box, snooker: 0.4, duration, jumpInterval: 3 }),
    bounded,
  ],
  ['adaptiveMixture', adaptiveMixture(['x', 'y'], { duration: 4 * duration, capacity: 7 }), reals, 4 * duration + 1],
  [
    'adaptiveMixture of an angle',
    adaptiveMixture(['a', 'p'], { period: { a: 2 * Math.PI } }),
    productTarget({ a: 'angle', p: 'real' }),
  ],
  ['snooker', snooker(['a', 'p'], { period: { a: 2 * Math.PI } }), productTarget({ a: 'angle', p: 'real' })],
  [
    'boundedNormal with a jump interval',
    boundedNormal(['x', 'y'], { bounds: box, adaptation: A, jumpInterval: 3 }),
    bounded,
    3 * (duration + 1),
  ],
];

const component = (name: string, proposal: unknown, born: 'normal' | 'uniform') => ({
  proposal: proposal as ReturnType<typeof normal<string>>,
  birth:
    born === 'normal'
      ? normalBirth(name, { mean: { [name]: 0.3 }, std: { [name]: 2 } })
      : uniformBirth(name, { bounds: { [name]: [-6, 6] } }),
});

registerMembers();
const mixture = mixtureOf(
  0.3,
  boundedNormal('x', { bounds: { x: [0, 1] }, adaptation: halving(duration) as never }),
  boundedNormal(['y', 'x'], { bounds: box, covariance: 0.3, adaptation: A, jumpInterval: 2 }),
);

const pair = <P extends string>(a: CycleMember<P>, b: CycleMember<P>) =>
  cycle([
    [a, 1],
    [b, 1],
  ]);

const composites: readonly Case[] = [
  [
    'nestedTransdimensional',
    nestedTransdimensional({
      index: 'k',
      indexProposal: boundedDiscrete('k', { bounds: { k: [0, 4] }, covariance: 2 }),
      components: [
        component('a', normal('a', { adaptation: A }), 'normal'),
        component('b', normal('b', { adaptation: S, jumpInterval: 2 }), 'uniform'),
        component('d', differentialEvolution('d', { duration, snooker: 0.5 }), 'normal'),
        component('c', pair(normal('c'), normal('c', { covariance: 0.1, adaptation: S })), 'normal'),
      ],
    }),
    transdimensionalTarget('k', ['a', 'b', 'd', 'c']),
  ],
  [
    'cycle',
    cycle([
      [boundedNormal('x', { bounds: { x: [0, 1] }, adaptation: S }), 3],
      [boundedNormal(['y', 'x'], { bounds: box, covariance: 0.3, adaptation: A, jumpInterval: 2 }), 5],
      [boundedEigenvector(['x', 'y'], { bounds: box, adaptation: A }), 2],
    ]),
    bounded,
    20 * duration,
  ],
  ['mixture', mixture, bounded, 20 * duration],
];

const cycles: readonly Case[] = [
  [
    'a cycle in a cycle, with a jump interval',
    cycle(
      [
        [pair(normal('x', { adaptation: A }), normal('y', { covariance: 9 })), 2],
        [eigenvector(['y', 'x'], { covariance, adaptation: A }), 1],
        [normal(['x', 'y'], { adaptation: C }), 0],
      ],
      { jumpInterval: 3, jumpIntervalDuration: 400 },
    ),
    reals,
    50 * duration,
  ],
  [
    'a cycle with moves by past differences',
    cycle([
      [differentialEvolution(['x', 'y'], { duration, snooker: 0.3, bounds: box }), 2],
      [snooker(['y', 'x'], { duration, bounds: box }), 1],
      [boundedNormal('x', { bounds: { x: [0, 1] } }), 1],
    ]),
    bounded,
  ],
  [
    'a cycle of integers',
    cycle([
      [discrete('k', { successive: true, adaptation: S }), 1],
      [boundedDiscrete('k', { bounds: { k: [0, 4] }, covariance: 4 }), 1],
    ]),
    productTarget({ k: { integers: [0, 4] } }),
    10 * duration,
  ],
  [
    'a cycle on the sphere',
    cycle([
      [solidAngle({ azimuth: 'a', polar: 'p' }, { kappa: 2 }), 1],
      [solidAngle({ azimuth: 'a', polar: 'p' }, { adaptation: A }), 1],
      [angular('a'), 1],
    ]),
    productTarget({ a: 'angle', p: 'polar' }),
    10 * duration,
  ],
];

test('every composite is checked', (t) => {
  t.deepEqual(
    composites.map(([name]) => name),
    [...builtIn, 'mixture'],
  );
});

for (const [name, proposal, target, restsAfter] of [...byRules, ...others, ...composites, ...cycles]) {
  for (const check of runConformance({ proposal, target, ...(restsAfter && { restsAfter }) }))
    test.serial(`${name}: ${check.name}`, (t) => t.notThrows(check.run));
}

registerBroken();
const members = [
  boundedNormal(['x', 'y'], { bounds: box, covariance: [0.06, 1], adaptation: S }),
  boundedNormal(['x', 'y'], { bounds: box, covariance: [0.004, 0.04], adaptation: S }),
] as const;

const failing: readonly (readonly [broken: BrokenComposite, check: string])[] = [
  ['shapeshifting', 'the state is plain data and keeps its shape'],
  ['alternating', 'a copied state continues bit-identically'],
  ['takingTurns', 'levels do not disturb each other'],
  ['timeless', 'every step is counted'],
  ['halfReset', 'a reset restores the initial adaptive state'],
  ['positional', 'exact draws of a target stay exact draws'],
  ['positional', 'detailed balance'],
  ['uncorrected', 'exact draws of a target stay exact draws'],
];

for (const [broken, name] of failing) {
  test.serial(`a composite that is ${broken} fails: ${name}`, (t) => {
    t.true(failuresOf(brokenCycle(broken, ...members), bounded).includes(name));
  });
}

for (const [broken, name] of [
  ['functional', 'the state is plain data and keeps its shape'],
  ['remembering', 'levels do not disturb each other'],
  ['remembering', 'a copied state continues bit-identically'],
  ['sharing', 'a reset restores the initial adaptive state'],
  ['endless', 'the state rests after the duration of the adaptation'],
] as const) {
  test.serial(`a rule that is ${broken} fails: ${name}`, (t) => {
    t.true(failuresOf(brokenRule(broken, duration), reals, duration + 1).includes(name));
  });
}

function failuresOf(proposal: ProposalSpec, target: Target, restsAfter?: number): readonly string[] {
  return runConformance({ proposal, target, ...(restsAfter && { restsAfter }) })
    .filter(({ run }) => {
      try {
        run();
        return false;
      } catch {
        return true;
      }
    })
    .map(({ name }) => name);
}
