import {
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  discrete,
  eigenvector,
  type FixedProposal,
  normal,
  siviaSkilling,
  solidAngle,
  veitch,
} from '@epsie/core';
import { type Domain, proposalConformance } from '@epsie/core/testing';
import test from 'ava';
import { broken } from '../helpers/broken-proposals.ts';

type Case = readonly [
  name: string,
  proposal: FixedProposal<string>,
  domain: { readonly [parameter: string]: Domain },
  jointDensity?: boolean,
];

const V = veitch({ duration: 80 });
const A = andrieuThoms({ duration: 80 });
const covariance = [
  [2, 1.4],
  [1.4, 2],
];
const sky = { azimuth: 'a', polar: 'p' };
const box = { x: [0, 1], y: [-1, 3] } as const;
const steps = { k: { integers: [0, 4] } } as const;
const bounds = { k: [0, 4] } as const;
const reals = { x: 'real', y: 'real' } as const;

const right: readonly Case[] = [
  ['normal', normal('x'), { x: 'real' }],
  ['normal, full', normal(['x', 'y'], { covariance, adaptation: A }), reals],
  [
    'normal, componentwise',
    normal(['x', 'y'], { adaptation: andrieuThoms({ duration: 80, componentwise: true }) }),
    reals,
  ],
  ['boundedNormal', boundedNormal(['x', 'y'], { bounds: box, adaptation: V }), box],
  ['angular', angular('a', { covariance: 2, adaptation: siviaSkilling() }), { a: 'angle' }],
  ['discrete', discrete('k', { covariance: 2 }), steps],
  ['discrete, successive', discrete('k', { successive: true, adaptation: A }), steps],
  ['boundedDiscrete', boundedDiscrete('k', { bounds, adaptation: V }), steps],
  ['boundedDiscrete, successive', boundedDiscrete('k', { bounds, successive: true, covariance: 4 }), steps],
  ['eigenvector', eigenvector(['x', 'y'], { covariance, adaptation: A }), reals, false],
  ['boundedEigenvector', boundedEigenvector(['x', 'y'], { bounds: box, covariance, adaptation: A }), box, false],
  ['boundedEigenvector in 1 dimension', boundedEigenvector('x', { bounds: { x: [0, 1] } }), { x: [0, 1] }],
  ['solidAngle', solidAngle(sky, { kappa: 3, adaptation: A }), { a: 'angle', p: 'polar' }],
  ['solidAngle, declination', solidAngle(sky, { convention: 'declination' }), { a: 'angle', p: 'declination' }],
];

// `discrete` leaves the integers of its domain: a density that sums to 1 over all integers does not over those.
const overAllIntegers = (name: string): boolean => name.startsWith('discrete');

for (const [name, proposal, domain, jointDensity = !overAllIntegers(name)] of right) {
  for (const check of proposalConformance(proposal, { domain, jointDensity })) {
    test.serial(`${name}: ${check.name}`, async (t) => {
      await t.notThrowsAsync(check.run());
    });
  }
}

const spec = boundedNormal('x', { bounds: { x: [0, 1] }, covariance: 0.25 });
const wrong: readonly [...Case, failing: RegExp][] = [
  [
    'claims to be symmetric',
    broken('claimedSymmetricKernel', ['x'], { spec }),
    { x: [0, 1] },
    true,
    /to be symmetric, as `symmetric` says/,
  ],
  ['drifts', broken('driftingKernel', ['x'], { width: 0.5 }), { x: 'real' }, true, /stay such draws after 8 steps/],
  ['grows', broken('scalingKernel', ['x'], { width: 0.5 }), { x: 'real' }, true, /stay such draws|detailed balance/],
  [
    'is transposed',
    broken('transposedKernel', ['x'], { bounds: { x: [0, 1] }, variance: 0.25 }),
    { x: [0, 1] },
    true,
    /stay such draws|`logDensity` to/,
  ],
  [
    'forgets the other side',
    broken('unnormalisedKernel', ['x'], { spec }),
    { x: [0, 1] },
    true,
    /integrate \(or sum\) to 1/,
  ],
  [
    'draws elsewhere',
    broken('mathRandomKernel', ['x'], { width: 1 }),
    { x: 'real' },
    true,
    /nothing but the given `random`/,
  ],
  [
    'remembers outside its state',
    broken('forgetfulKernel', ['x'], { width: 1 }),
    { x: 'real' },
    true,
    /keep nothing outside|in `state`/,
  ],
  [
    'reads the memory behind its state',
    broken('misplacedKernel', ['x'], { width: 1 }),
    { x: 'real' },
    true,
    /their `buffer` may hold other numbers too/,
  ],
  [
    'writes to `from`',
    broken('writingKernel', ['x'], { width: 1 }),
    { x: 'real' },
    true,
    /change neither `from` nor `state`/,
  ],
  ['keeps a function', broken('functionKernel', ['x'], { width: 1 }), { x: 'real' }, true, /plain data/],
  [
    'flattens the sphere',
    broken('flatSkyKernel', ['a', 'p'], { width: 0.5 }),
    { a: 'angle', p: 'polar' },
    true,
    /stay such draws/,
  ],
];

for (const [name, proposal, domain, jointDensity = true, message] of wrong) {
  test.serial(`found out: a kernel that ${name}`, async (t) => {
    const errors: string[] = [];
    for (const { run } of proposalConformance(proposal, { domain, jointDensity }))
      await run().catch((error: Error) => errors.push(error.message));
    t.true(
      errors.some((error) => message.test(error)),
      errors.join('\n') || 'every check passed',
    );
  });
}

test('a domain must name every parameter, and be known', (t) => {
  t.throws(() => proposalConformance(normal('x'), { domain: { x: 'reel' as never } }), {
    message: /'real', 'angle'.*got "reel"/,
  });
  t.throws(() => proposalConformance(normal('x'), { domain: {} as never }), {
    message: /`domain` to have parameter `x`/,
  });
});
