// Every family, fixed and with the kernel that each adaptation has learned, leaves its target invariant: chains that start with
// exact draws are exact draws after some steps. For each target there is a kernel with one error that the test must detect.
import {
  type Adaptation,
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  cycle,
  discrete,
  eigenvector,
  normal,
  type Proposal,
  siviaSkilling,
  solidAngle,
  veitch,
} from '@epsie/core';
import test from 'ava';
import { brokenCycle, registerBroken } from '../conformance/broken-members.ts';
import { broken } from '../helpers/broken-proposals.ts';
import { someOf } from '../helpers/in-part.ts';
import {
  afterSteps,
  boxLaw,
  capLaw,
  correlatedLaw,
  integerLaw,
  type Law,
  LIMIT,
  type Sky,
  wrappedNormalLaw,
} from '../helpers/laws.ts';

const CHAINS = 4000;
const DURATION = 150;
const covariance = [
  [0.09, 0.06],
  [0.06, 0.09],
];

type Case = readonly [name: string, law: Law, proposal: Proposal<string>, steps: number];

const uniform1d = boxLaw({ x: [0, 1] });
const uniform2d = boxLaw({ x: [0, 1], y: [-1, 3] });
const falling2d = boxLaw({ x: [0, 1], y: [-1, 3] }, 3);
const uniform4d = boxLaw({ a: [0, 1], b: [0, 2], c: [-1, 1], d: [5, 6] });
const integers = integerLaw({ k: [1, 1, 1, 1] });
const poisson = integerLaw({ k: [1, 1.5, 1.125, 0.5625, 0.2109375], n: [0.2, 1, 0.2] });
const angle = wrappedNormalLaw();
const correlated = correlatedLaw(0.9);
const polar: Sky = { convention: 'polar', unit: 'radians' };
const declination: Sky = { convention: 'declination', unit: 'degrees' };
const SPHERE = Math.PI;

const bounds1d = { x: [0, 1] } as const;
const bounds2d = { x: [0, 1], y: [-1, 3] } as const;
const bounds4d = { a: [0, 1], b: [0, 2], c: [-1, 1], d: [5, 6] } as const;
const kBounds = { bounds: { k: [0, 3] as const } };
const knBounds = { bounds: { k: [0, 4] as const, n: [0, 2] as const } };
const kn = ['k', 'n'];
const sky = { azimuth: 'azimuth', polar: 'polar' };

registerBroken();
/** A narrow and a wide one: which of the two is drawn makes a difference. */
const narrowAndWide = [
  boundedNormal(['x', 'y'], { bounds: bounds2d, covariance: [0.004, 0.04] }),
  boundedNormal(['x', 'y'], { bounds: bounds2d, covariance: [0.2, 3] }),
] as const;

const fixed: readonly Case[] = [
  [
    'cycle',
    correlated,
    cycle([
      [normal(['x', 'y'], { covariance }), 2],
      [normal('y', { covariance: 0.5 }), 1],
      [eigenvector(['y', 'x'], { covariance }), 1],
    ]),
    20,
  ],
  [
    'cycle in a box',
    falling2d,
    cycle([
      [narrowAndWide[0], 1],
      [narrowAndWide[1], 1],
      [boundedEigenvector(['x', 'y'], { bounds: bounds2d }), 1],
      [boundedNormal('x', { bounds: { x: [0, 1] } }), 1],
    ]),
    20,
  ],
  [
    'cycle with a jump interval, beside another proposal',
    poisson,
    cycle<string>(
      [
        [boundedDiscrete('k', { bounds: { k: [0, 4] }, covariance: 9 }), 1],
        [discrete('k', { successive: true }), 3],
      ],
      { jumpInterval: 2, jumpIntervalDuration: 1000 },
    ),
    20,
  ],
  ['normal', correlated, normal(['x', 'y'], { covariance }), 20],
  ['boundedNormal in a box', uniform2d, boundedNormal(['x', 'y'], { bounds: bounds2d, covariance: [0.1, 4] }), 10],
  ['angular', angle, angular('phi'), 10],
  ['angular, wide', angle, angular('phi', { covariance: 100 }), 10],
  ['angular, σ = 10⁸', angle, angular('phi', { covariance: 1e16 }), 10],
  ['discrete', poisson, discrete(kn), 10],
  ['discrete, successive', poisson, discrete(kn, { successive: true }), 10],
  ['discrete, partly successive', poisson, discrete(kn, { successive: { k: true, n: false }, covariance: [4, 1] }), 10],
  ['boundedDiscrete', integers, boundedDiscrete('k', kBounds), 10],
  ['boundedDiscrete, σ = 3', poisson, boundedDiscrete(kn, { ...knBounds, covariance: 9 }), 10],
  ['boundedDiscrete, σ = 10⁶', poisson, boundedDiscrete(kn, { ...knBounds, covariance: 1e12 }), 10],
  ['boundedDiscrete, σ = 0.001', integers, boundedDiscrete('k', { ...kBounds, covariance: 1e-6 }), 10],
  ['boundedDiscrete, successive', integers, boundedDiscrete('k', { ...kBounds, successive: true }), 10],
  [
    'boundedDiscrete, successive, σ = 3',
    poisson,
    boundedDiscrete(kn, { ...knBounds, successive: true, covariance: 9 }),
    10,
  ],
  [
    'boundedDiscrete, successive, σ = 10⁶',
    integers,
    boundedDiscrete('k', { ...kBounds, successive: true, covariance: 1e12 }),
    10,
  ],
  [
    'eigenvector',
    correlated,
    eigenvector(['x', 'y'], {
      covariance: [
        [1, 0.9],
        [0.9, 1],
      ],
    }),
    20,
  ],
  [
    'eigenvector along the diagonal alone',
    correlated,
    eigenvector(['x', 'y'], {
      covariance: [
        [1, 1],
        [1, 1],
      ],
    }),
    20,
  ],
  ['boundedEigenvector in 1 dimension', uniform1d, boundedEigenvector('x', { bounds: bounds1d, covariance: 0.2 }), 10],
  [
    'boundedEigenvector in 2 dimensions',
    uniform2d,
    boundedEigenvector(['x', 'y'], {
      bounds: bounds2d,
      covariance: [
        [0.2, 0.3],
        [0.3, 1],
      ],
    }),
    10,
  ],
  [
    'boundedEigenvector, falling',
    falling2d,
    boundedEigenvector(['x', 'y'], {
      bounds: bounds2d,
      covariance: [
        [0.2, 0.3],
        [0.3, 1],
      ],
    }),
    10,
  ],
  [
    'boundedEigenvector, wide',
    falling2d,
    boundedEigenvector(['x', 'y'], {
      bounds: bounds2d,
      covariance: [
        [2e8, 1e8],
        [1e8, 1e8],
      ],
    }),
    10,
  ],
  [
    'boundedEigenvector in 4 dimensions',
    uniform4d,
    boundedEigenvector(['a', 'b', 'c', 'd'], {
      bounds: bounds4d,
      covariance: [
        [0.2, 0.1, 0, 0.05],
        [0.1, 1, 0.2, 0],
        [0, 0.2, 0.5, 0.1],
        [0.05, 0, 0.1, 0.3],
      ],
    }),
    15,
  ],
  ['solidAngle on the sphere', capLaw(SPHERE, polar), solidAngle(sky), 10],
  ['solidAngle, κ = 0.001', capLaw(SPHERE, polar), solidAngle(sky, { kappa: 0.001 }), 5],
  ['solidAngle at the north pole', capLaw(0.1, polar), solidAngle(sky, { kappa: 300 }), 20],
  ['solidAngle, κ = 10⁴', capLaw(0.02, polar), solidAngle(sky, { kappa: 1e4 }), 20],
  ['solidAngle at the south pole', capLaw(0.1, polar, true), solidAngle(sky, { kappa: 300 }), 20],
  [
    'solidAngle in degrees of declination',
    capLaw(SPHERE, declination),
    solidAngle(sky, { ...declination, kappa: 3 }),
    10,
  ],
  [
    'solidAngle at the pole of declination',
    capLaw(0.1, declination),
    solidAngle(sky, { ...declination, kappa: 300 }),
    20,
  ],
];

const V = (priorWidths?: { readonly [parameter: string]: number }): Adaptation =>
  veitch({ duration: DURATION, ...(priorWidths && { priorWidths }) });
const S = siviaSkilling({ duration: DURATION });
const A = andrieuThoms({ duration: DURATION });
const C = andrieuThoms({ duration: DURATION, componentwise: true });
const xyWidths = { x: 6, y: 6 };

const learned: readonly Case[] = [
  ...[V(xyWidths), S, A, C].map(
    (adaptation): Case => [`normal, ${nameOf(adaptation)}`, correlated, normal(['x', 'y'], { adaptation }), 20],
  ),
  ...[V(), S, A, C].flatMap((adaptation): Case[] => [
    [
      `boundedNormal, ${nameOf(adaptation)}`,
      falling2d,
      boundedNormal(['x', 'y'], { bounds: bounds2d, adaptation }),
      20,
    ],
    [`angular, ${nameOf(adaptation)}`, angle, angular('phi', { adaptation }), 20],
    [`boundedDiscrete, ${nameOf(adaptation)}`, poisson, boundedDiscrete(kn, { ...knBounds, adaptation }), 10],
    [
      `boundedDiscrete, successive, ${nameOf(adaptation)}`,
      poisson,
      boundedDiscrete(kn, { ...knBounds, adaptation, successive: true }),
      10,
    ],
  ]),
  ...[V({ k: 5, n: 3 }), S, A].flatMap((adaptation): Case[] => [
    [`discrete, ${nameOf(adaptation)}`, poisson, discrete(kn, { adaptation }), 10],
    [`discrete, successive, ${nameOf(adaptation)}`, poisson, discrete(kn, { adaptation, successive: true }), 10],
  ]),
  ['eigenvector, andrieuThoms', correlated, eigenvector(['x', 'y'], { adaptation: A }), 20],
  [
    'boundedEigenvector, andrieuThoms',
    falling2d,
    boundedEigenvector(['x', 'y'], { bounds: bounds2d, adaptation: A }),
    20,
  ],
  ['solidAngle, andrieuThoms', capLaw(0.1, polar), solidAngle(sky, { adaptation: A }), 20],
];

const boundedIn1d = boundedEigenvector('x', { bounds: bounds1d, covariance: 0.2 });
const boundedK = boundedDiscrete('k', kBounds);
const successiveK = boundedDiscrete('k', { ...kBounds, successive: true });

const wrong: readonly Case[] = [
  [
    'boundedNormal that claims to be symmetric',
    uniform2d,
    broken('claimedSymmetricKernel', ['x', 'y'], {
      spec: boundedNormal(['x', 'y'], { bounds: bounds2d, covariance: [0.1, 4] }),
    }),
    10,
  ],
  ['an angle that is not wrapped', angle, broken('unwrappedKernel', ['phi'], { width: 1 }), 10],
  [
    'boundedDiscrete that claims to be symmetric',
    integers,
    broken('claimedSymmetricKernel', ['k'], { spec: boundedK }),
    10,
  ],
  [
    'boundedDiscrete, successive, that claims to be symmetric',
    integers,
    broken('claimedSymmetricKernel', ['k'], { spec: successiveK }),
    10,
  ],
  [
    'boundedDiscrete, successive, without margins',
    integers,
    broken('marginlessKernel', ['k'], { spec: successiveK }),
    10,
  ],
  [
    'boundedEigenvector that claims to be symmetric',
    uniform1d,
    broken('claimedSymmetricKernel', ['x'], { spec: boundedIn1d }),
    30,
  ],
  ['a width that grows with the distance', correlated, broken('scalingKernel', ['x', 'y'], { width: 0.5 }), 20],
  ['a cycle whose choice depends on the position', uniform2d, brokenCycle('positional', ...narrowAndWide), 20],
  ['a cycle without the densities of its members', uniform2d, brokenCycle('uncorrected', ...narrowAndWide), 20],
  ['a flat sky', capLaw(SPHERE, polar), broken('flatSkyKernel', ['azimuth', 'polar'], { width: 0.3 }), 20],
  ['a flat sky at the pole', capLaw(0.1, polar), broken('flatSkyKernel', ['azimuth', 'polar'], { width: 0.1 }), 20],
];

const worst = (scores: { readonly [name: string]: number }): number => Math.max(...Object.values(scores));
const text = (scores: object): string => JSON.stringify(scores);

for (const [name, law, proposal, steps] of someOf(fixed)) {
  test.serial(`${name} leaves its target invariant`, async (t) => {
    const scores = law.scores(await afterSteps(law, [proposal], { chains: CHAINS, steps, seed: 3 }));
    t.true(worst(scores) < LIMIT, text(scores));
  });
}

for (const [name, law, proposal, steps] of someOf(learned)) {
  test.serial(`${name}: the learned kernel leaves its target invariant`, async (t) => {
    const settings = { chains: 2000, steps, seed: 4, warmUp: DURATION + 50 };
    const scores = law.scores(await afterSteps(law, [proposal], settings));
    t.true(worst(scores) < LIMIT, text(scores));
  });
}

for (const [name, law, proposal, steps] of someOf(wrong)) {
  test.serial(`detects ${name}`, async (t) => {
    const scores = law.scores(await afterSteps(law, [proposal], { chains: CHAINS, steps, seed: 3 }));
    t.true(worst(scores) > LIMIT, text(scores));
  });
}

function nameOf(adaptation: Adaptation): string {
  return 'componentwise' in adaptation && adaptation.componentwise
    ? `${adaptation.kind}, componentwise`
    : adaptation.kind;
}
