import {
  adaptiveMixture,
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  differentialEvolution,
  discrete,
  eigenvector,
  type FixedProposal,
  normal,
  siviaSkilling,
  snooker,
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

const fourAngles = ['a', 'b', 'c', 'd'];
const circles = { a: 'angle', b: 'angle', c: 'angle', d: 'angle' } as const;
const turn = 2 * Math.PI;
const turns = { a: turn, b: turn, c: turn, d: turn };

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
  ['differentialEvolution', differentialEvolution(['x', 'y']), reals],
  [
    'differentialEvolution in 1 dimension',
    differentialEvolution('x', { snooker: 0.5, covariance: 0.5 }),
    { x: 'real' },
  ],
  ['differentialEvolution within bounds', differentialEvolution(['x', 'y'], { bounds: box, snooker: 0.3 }), box],
  [
    'differentialEvolution of an angle',
    differentialEvolution(['x', 'a'], { period: { a: 2 * Math.PI }, snooker: 0.3 }),
    { x: 'real', a: 'angle' },
  ],
  ['snooker', snooker(['x', 'y']), reals],
  ['snooker in 1 dimension', snooker('x'), { x: 'real' }],
  ['snooker in 3 dimensions', snooker(['x', 'y', 'z']), { x: 'real', y: 'real', z: [0, 1] }],
  ['snooker within bounds', snooker(['x', 'y'], { bounds: { x: [0, 1] } }), box],
  ['snooker of angles', snooker(fourAngles, { period: turns }), circles],
  ['adaptiveMixture', adaptiveMixture(['x', 'y']), reals],
  ['adaptiveMixture in 1 dimension', adaptiveMixture('x', { covariance: 9 }), { x: 'real' }],
  [
    'adaptiveMixture of an angle',
    adaptiveMixture(['x', 'a'], { period: { a: 2 * Math.PI }, capacity: 10 }),
    { x: 'real', a: 'angle' },
  ],
  ['a move without density', broken('stretchKernel', ['x', 'y'], { width: 0.5, exponent: 2 }), reals],
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

// Of other sizes than 1, and far from 0.
const sized = [1e-23, 1e9].flatMap((size): Case[] => {
  const away: Domain = { normal: [1e3 * size, size] };
  const bounds = { x: [size, 4 * size], y: [-size, size] } as const;
  const variance = 2 * size * size;
  const matrix = [
    [variance, 0.7 * variance],
    [0.7 * variance, variance],
  ];
  const two = { x: away, y: away };
  return [
    [
      `differentialEvolution of size ${size}`,
      differentialEvolution(['x', 'y'], { covariance: matrix, snooker: 0.3 }),
      two,
    ],
    [`adaptiveMixture of size ${size}`, adaptiveMixture(['x', 'y'], { covariance: matrix }), two],
    [`snooker of size ${size}`, snooker(['x', 'y'], { bounds }), bounds],
    [`normal of size ${size}`, normal(['x', 'y'], { covariance: variance }), two],
    [`normal of size ${size}, full`, normal(['x', 'y'], { covariance: matrix, adaptation: A }), two],
    [`eigenvector of size ${size}`, eigenvector(['x', 'y'], { covariance: matrix, adaptation: A }), two, false],
    [`boundedNormal of size ${size}`, boundedNormal(['x', 'y'], { bounds, covariance: variance }), bounds],
    [
      `boundedEigenvector of size ${size}`,
      boundedEigenvector(['x', 'y'], { bounds, covariance: matrix, adaptation: A }),
      bounds,
      false,
    ],
  ];
});

const narrow: readonly Case[] = [
  ['normal of sizes 10⁻²³ and 10⁹', normal(['x', 'y'], { covariance: [1e-46, 1e18] }), mixedDomain()],
  [
    'boundedNormal, a millionth of its bounds',
    boundedNormal('x', { bounds: { x: [0, 1] }, covariance: 1e-12 }),
    unit(),
  ],
  ['angular, 10⁻⁶', angular('a', { covariance: 1e-12 }), { a: 'angle' }],
  ['solidAngle, κ = 10¹²', solidAngle(sky, { kappa: 1e12 }), { a: 'angle', p: 'polar' }],
  [
    'boundedDiscrete, among 10⁹ integers',
    boundedDiscrete('k', { bounds: { k: [0, 1e9] }, covariance: 4 }),
    { k: { integers: [0, 1e9] } },
  ],
  [
    'boundedDiscrete of size 10⁶',
    boundedDiscrete('k', { bounds: { k: [1e15, 1e15 + 4e6] }, covariance: 1e12, successive: true }),
    { k: { integers: [1e15, 1e15 + 4e6] } },
  ],
];

function mixedDomain(): { readonly [parameter: string]: Domain } {
  return { x: { normal: [1e-14, 1e-23] }, y: { normal: [1e18, 1e9] } };
}

function unit(): { readonly [parameter: string]: Domain } {
  return { x: [0, 1] };
}

for (const [name, proposal, domain, jointDensity = true] of [...sized, ...narrow]) {
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
    /to be symmetric, as `symmetric` claims/,
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
  [
    'claims that snooker moves are symmetric',
    broken('claimedSymmetricKernel', ['x', 'y', 'z'], { spec: snooker(['x', 'y', 'z']) }),
    { x: 'real', y: 'real', z: 'real' },
    true,
    /stay such draws|detailed balance/,
  ],
  [
    'makes snooker moves of angles along a line that leads around the circle',
    broken('wrappingKernel', fourAngles, { spec: snooker(fourAngles) }),
    circles,
    true,
    /stay such draws|detailed balance/,
  ],
  [
    'forgets its Jacobian',
    broken('stretchKernel', ['x', 'y'], { width: 0.5, exponent: 0 }),
    reals,
    true,
    /stay such draws.*`logRatio`/,
  ],
  [
    'has a wrong Jacobian',
    broken('stretchKernel', ['x', 'y'], { width: 0.5, exponent: 1 }),
    reals,
    true,
    /stay such draws.*`logRatio`|detailed balance/,
  ],
  [
    'depends on the note of an earlier jump',
    broken('stretchKernel', ['x', 'y'], { width: 0.5, exponent: 2, remembers: true }),
    reals,
    true,
    /not to depend on what an earlier jump noted/,
  ],
];

const wrongOfSize = [1e-23, 1e9].flatMap((size): [...Case, failing: RegExp][] => {
  const bounds = { x: [0, size] as const };
  const target = { x: { normal: [0, size] } } as const;
  const own = boundedNormal('x', { bounds, covariance: (size / 2) ** 2 });
  return [
    [
      `claims to be symmetric, of size ${size}`,
      broken('claimedSymmetricKernel', ['x'], { spec: own }),
      bounds,
      true,
      /as `symmetric` claims/,
    ],
    [
      `drifts, of size ${size}`,
      broken('driftingKernel', ['x'], { width: size / 2 }),
      target,
      true,
      /stay such draws after 8 steps/,
    ],
    [
      `grows, of size ${size}`,
      broken('scalingKernel', ['x'], { width: 0.5 }),
      target,
      true,
      /stay such draws|detailed balance/,
    ],
    [
      `is transposed, of size ${size}`,
      broken('transposedKernel', ['x'], { bounds, variance: (size / 2) ** 2 }),
      bounds,
      true,
      /stay such draws|`logDensity` to/,
    ],
    [
      `forgets the other side, of size ${size}`,
      broken('unnormalisedKernel', ['x'], { spec: own }),
      bounds,
      true,
      /integrate \(or sum\) to 1/,
    ],
  ];
});
const wrongAndNarrow = boundedNormal('x', { bounds: { x: [0, 1] }, covariance: 1e-12 });
const wrongInPart: [...Case, failing: RegExp][] = [
  [
    'forgets the other side, a millionth of its bounds',
    broken('unnormalisedKernel', ['x'], { spec: wrongAndNarrow }),
    unit(),
    true,
    /integrate \(or sum\) to 1/,
  ],
];

for (const [name, proposal, domain, jointDensity = true, message] of [...wrong, ...wrongOfSize, ...wrongInPart]) {
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
  t.throws(() => proposalConformance(normal('x'), { domain: { x: { normal: [0, 0] } } }), {
    message: 'Expected `normal[1]` to be a positive number, got 0',
  });
  t.throws(() => proposalConformance(normal('x'), { domain: {} as never }), {
    message: /`domain` to have parameter `x`/,
  });
});
