// Exact problems whose parameters, or directions, are of very different sizes, or far from 0: every chain must see all of them.
import {
  andrieuThoms,
  angular,
  boundedEigenvector,
  eigenvector,
  type ModelFunction,
  normal,
  type Proposal,
} from '@epsie/core';
import test from 'ava';
import { old } from '../helpers/old-rules.ts';
import { faultsOf, type Limits, type Problem, phasesOf, type Schedule, startWithin } from '../helpers/problem.ts';

type Case = readonly [title: string, problem: Problem, proposal: Proposal<string>, schedule: Schedule, limits?: Limits];

const OUTSIDE = { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: Number.NaN };

function problem(exact: Problem['exact'], model: ModelFunction<string>): Problem {
  return { parameters: Object.keys(exact), model, exact, start: startWithin(exact) };
}

/** An angle on both sides of 0. */
const phase: Problem = {
  parameters: ['phi'],
  exact: { turned: { mean: 0, sd: 1e-6 } },
  quantities: { turned: ({ phi = 0 }) => signed(phi) },
  start: (random) => ({ phi: (2 * Math.PI + 1e-6 * (2 * random.random() - 1)) % (2 * Math.PI) }),
  model: ({ phi = 0 }) => ({ logPrior: 0, logLikelihood: -0.5 * (signed(phi) / 1e-6) ** 2 }),
};
const signed = (phi: number): number => (phi > Math.PI ? phi - 2 * Math.PI : phi);

const SMALL = 2 ** -25;
const gaussian = problem({ x: { mean: 0, sd: SMALL }, y: { mean: 0, sd: 1 } }, ({ x, y }) => {
  const u = (x as number) / SMALL;
  const w = y as number;
  return { logPrior: 0, logLikelihood: -(u * u - 1.2 * u * w + w * w) / 1.28 };
});
// 2.38²/2 times the covariance.
const best = [
  [2.8322 * SMALL * SMALL, 2.8322 * 0.6 * SMALL],
  [2.8322 * 0.6 * SMALL, 2.8322],
];

const strain = problem({ h: { mean: 1e-21, sd: 1e-23 }, f: { mean: 250, sd: 0.1 } }, ({ h = 0, f = 0 }) => {
  if (!(h > 0 && h < 1e-20 && f > 0 && f < 1000)) return OUTSIDE;
  return { logPrior: 0, logLikelihood: -0.5 * (((h - 1e-21) / 1e-23) ** 2 + ((f - 250) / 0.1) ** 2) };
});
const strainProposal = normal(['h', 'f'], {
  covariance: [
    [1e-46, 0],
    [0, 0.01],
  ],
  adaptation: andrieuThoms({ duration: 10_000 }),
});

const GPS = 1126259462.4;
const merger = problem({ t: { mean: GPS, sd: 1e-3 }, m: { mean: 30, sd: 2 } }, ({ t = 0, m = 0 }) => ({
  logPrior: 0,
  logLikelihood: -0.5 * (((t - GPS) / 1e-3) ** 2 + ((m - 30) / 2) ** 2),
}));
const tm = ['t', 'm'] as const;
const covariance = [1e-6, 4];

// Only the sum is known; a is uniform but for the last thousandth at both ends.
const SUM = 1e-3;
const ridge: Problem = {
  parameters: ['a', 'b'],
  exact: { sum: { mean: 0, sd: SUM }, a: { mean: 0, sd: 1000 / Math.sqrt(3) } },
  quantities: { sum: ({ a = 0, b = 0 }) => a + b },
  start(random) {
    const a = 500 * (2 * random.random() - 1);
    return { a, b: 2 * SUM * (2 * random.random() - 1) - a };
  },
  model({ a = 0, b = 0 }) {
    if (Math.abs(a) > 1000 || Math.abs(b) > 1000) return OUTSIDE;
    return { logPrior: 0, logLikelihood: -0.5 * ((a + b) / SUM) ** 2 };
  },
};
const ab = ['a', 'b'] as const;
const box = { bounds: { a: [-1000, 1000], b: [-1000, 1000] } } as const;
const adaptation = andrieuThoms({ duration: 10_000 });
const onRidge: Schedule = { burnIn: 12_000, iterations: 30_000 };

const right: readonly Case[] = [
  ['2-D Gaussian, x of size 2⁻²⁵', gaussian, normal(['x', 'y'], { covariance: best }), short(500, 20_000)],
  ['strain and frequency', strain, strainProposal, short(11_000, 20_000)],
  ...[20_000, 1000].map(
    (duration): Case => [
      `GPS time and mass, andrieuThoms for ${duration} steps`,
      merger,
      normal(tm, { covariance, adaptation: andrieuThoms({ duration }) }),
      short(duration + 200, 20_000),
    ],
  ),
  [
    'GPS time and mass, eigenvector',
    merger,
    eigenvector(tm, { covariance, adaptation: andrieuThoms({ duration: 20_000 }) }),
    short(20_200, 20_000),
  ],
  [
    'an angle around 0',
    phase,
    angular('phi', { covariance: 1e-12, adaptation: andrieuThoms({ duration: 1000 }) }),
    short(1200, 20_000),
  ],
  ['a ridge, normal', ridge, normal(ab, { adaptation }), onRidge],
  ['a ridge, normal from wide steps', ridge, normal(ab, { covariance: 1e5, adaptation }), onRidge],
  ['a ridge, eigenvector', ridge, eigenvector(ab, { adaptation }), onRidge],
  ['a ridge, boundedEigenvector', ridge, boundedEigenvector(ab, { ...box, adaptation }), onRidge],
];

function short(burnIn: number, iterations: number): Schedule {
  return { burnIn, iterations };
}

for (const [title, target, proposal, schedule, limits] of right) {
  test.serial(`converges: ${title}`, async (t) => {
    const [draws] = await phasesOf(target, [proposal], schedule);
    t.deepEqual(faultsOf(draws as NonNullable<typeof draws>, target.exact, limits), []);
  });
}

const origin = (duration: number) => andrieuThoms({ duration, initialMean: 'origin' });
const wrong: readonly [...Case, fault: RegExp][] = [
  [
    'a tolerance relative to the largest variance, fixed matrix',
    gaussian,
    old('absoluteToleranceKernel', normal(['x', 'y'], { covariance: best })),
    short(500, 5000),
    {},
    /x: chain 0 never moves/,
  ],
  [
    'a tolerance relative to the largest variance, andrieuThoms',
    strain,
    old(
      'absoluteToleranceKernel',
      normal(['h', 'f'], { covariance: [1e-46, 0.01], adaptation: andrieuThoms({ duration: 10_000 }) }),
    ),
    short(11_000, 5000),
    {},
    /h: chain 0 never moves/,
  ],
  [
    'a tolerance relative to the largest variance, on a ridge',
    ridge,
    old('absoluteToleranceKernel', normal(ab, { adaptation })),
    onRidge,
    {},
    /sum: the variance/,
  ],
  [
    'a mean that starts at the origin',
    merger,
    normal(tm, { covariance, adaptation: origin(1000) }),
    short(1200, 5000),
    {},
    /t: chain 0 never moves/,
  ],
  [
    'a mean that starts at the origin, eigenvector',
    merger,
    eigenvector(tm, { covariance, adaptation: origin(20_000) }),
    short(20_200, 5000),
    {},
    /t: (R̂|the variance|chain)/,
  ],
  [
    'an angle around 0 without regard to its period',
    phase,
    angular('phi', { covariance: 1e-12, adaptation: origin(1000) }),
    short(1200, 5000),
    {},
    /turned: (R̂|the mean|chain)/,
  ],
  [
    'a λ that grows without limit in a box',
    ridge,
    boundedEigenvector(ab, { ...box, adaptation: origin(10_000), units: 'standard' }),
    onRidge,
    {},
    /sum: R̂/,
  ],
];

for (const [title, target, proposal, schedule, limits, fault] of wrong) {
  test.serial(`detects ${title}`, async (t) => {
    const [draws] = await phasesOf(target, [proposal], schedule);
    t.regex(faultsOf(draws as NonNullable<typeof draws>, target.exact, limits).join('\n'), fault);
  });
}
