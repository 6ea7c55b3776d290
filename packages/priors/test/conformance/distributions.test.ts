import * as prior from '@epsie/priors';
import { type Distribution, fromSpec, normal, poisson } from '@epsie/priors';
import test from 'ava';
import { DISTRIBUTIONS } from '#src/distributions/registry.js';
import { CHECKS } from './distribution-conformance.ts';

const sky = prior.isotropic({ azimuth: 'phi', polar: 'theta' });
const dome = prior.isotropic({ azimuth: 'ra', polar: 'dec', convention: 'declination' });

const degrees = prior.isotropic({ azimuth: 'ra', polar: 'dec', convention: 'declination', unit: 'degrees' });

/** Ordinary numbers and extreme ones, by kind. */
const members: { readonly [K in keyof typeof DISTRIBUTIONS]: readonly Distribution[] } = {
  beta: [prior.beta(2.2, 0.7), prior.beta(0.02, 3), prior.beta(0.5, 0.5), prior.beta(500, 2000), prior.beta(1, 1)],
  categorical: [prior.categorical([2, 0, 5, 1]), prior.categorical([3])],
  cauchy: [prior.cauchy(0.4, 1.2)],
  cosine: [prior.cosine()],
  exponential: [prior.exponential({ rate: 1.5 }), prior.exponential({ rate: 1e21 })],
  gamma: [
    prior.gamma({ shape: 2.5, rate: 1.2 }),
    prior.gamma({ shape: 0.01, rate: 3 }),
    prior.gamma({ shape: 1, rate: 1 }),
    prior.gamma({ shape: 30_000, rate: 1e-3 }),
  ],
  halfCauchy: [prior.halfCauchy(1.2)],
  halfNormal: [prior.halfNormal(1.4), prior.halfNormal(1e-23)],
  integers: [prior.integers(0, 9), prior.integers(-3, 45), prior.integers(7, 7)],
  inverseGamma: [prior.inverseGamma({ shape: 3.5, scale: 2.2 }), prior.inverseGamma({ shape: 400, scale: 1e-8 })],
  isotropic: [sky.phi, sky.theta, dome.ra, dome.dec, degrees.ra, degrees.dec],
  logNormal: [prior.logNormal(0.2, 0.8), prior.logNormal(-48, 0.01)],
  logUniform: [prior.logUniform(0.01, 10), prior.logUniform(1e-200, 1e200), prior.logUniform(1, 1.000001)],
  normal: [prior.normal(0.5, 1.3), prior.normal(250, 1e-8)],
  periodic: [prior.periodic(0, 2 * Math.PI), prior.periodic(-12, 12)],
  poisson: [prior.poisson(3.4), prior.poisson(1e-3), prior.poisson(5000)],
  powerLaw: [
    prior.powerLaw({ exponent: -1.6, lower: 0.05, upper: 9 }),
    prior.powerLaw({ exponent: 40, lower: 1, upper: 1e30 }),
    prior.powerLaw({ exponent: -40, lower: 1, upper: 1e30 }),
    prior.powerLaw({ exponent: 2, lower: 1, upper: 1.001 }),
    prior.powerLaw({ exponent: -1 + 1e-12, lower: 1, upper: 3 }),
  ],
  sine: [prior.sine()],
  studentT: [1, 2.5, 3.3, 1e6].map((degrees) => prior.studentT({ degrees, mean: 0.4, scale: 1.1 })),
  truncatedNormal: [
    prior.truncatedNormal({ mean: 0.3, std: 1.1, lower: -0.5, upper: 2.5 }),
    prior.truncatedNormal({ mean: 0, std: 1, lower: 8, upper: 9 }),
    prior.truncatedNormal({ mean: 0, std: 1, lower: 30, upper: Infinity }),
    prior.truncatedNormal({ mean: 5, std: 2, lower: -Infinity, upper: -60 }),
    prior.truncatedNormal({ mean: 5, std: 2, lower: -Infinity, upper: Infinity }),
  ],
  uniform: [prior.uniform(-1, 2), prior.uniform(1e9, 1e9 + 1)],
  vonMises: [0.01, 2.5, 900, 1e6].map((concentration) => prior.vonMises({ mean: 0.3, concentration })),
};

test('every distribution is checked', (t) => t.deepEqual(Object.keys(members), Object.keys(DISTRIBUTIONS)));

for (const distribution of Object.values(members).flat()) {
  const { kind, ...numbers } = distribution.spec;
  for (const [check, run] of Object.entries(CHECKS))
    test(`${kind} ${JSON.stringify(numbers)}: ${check}`, (t) => t.notThrows(() => run(distribution)));

  test(`${kind} ${JSON.stringify(numbers)}: its plain data create the same distribution`, (t) => {
    const copy = fromSpec(structuredClone(distribution.spec) as prior.AnyDistributionSpec);
    t.deepEqual([copy.spec, copy.domain, copy.mean], [distribution.spec, distribution.domain, distribution.mean]);
    t.is(copy.quantile(0.3), distribution.quantile(0.3));
    t.is(copy.logDensity(copy.quantile(0.3)), distribution.logDensity(distribution.quantile(0.3)));
  });
}

const right: Distribution = normal(1, 2);
const counts: Distribution = poisson(3);
const broken: readonly (readonly [what: string, check: string, member: Distribution])[] = [
  [
    'whose width is not that of its cdf',
    'the density between two quantiles is the probability between them',
    { ...right, logDensity: normal(1, 2.01).logDensity },
  ],
  [
    'whose probabilities are shifted',
    'the density between two quantiles is the probability between them',
    { ...counts, logDensity: poisson(3.1).logDensity },
  ],
  [
    'whose density is not normalised',
    'the density integrates to 1',
    { ...right, logDensity: (x) => right.logDensity(x) + 0.001 },
  ],
  [
    'whose probabilities are not normalised',
    'the density integrates to 1',
    { ...counts, logDensity: (x) => counts.logDensity(x) + 0.001 },
  ],
  ['whose survival is the cdf', 'cdf and survival add up to 1', { ...right, survival: right.cdf }],
  [
    'whose quantile is off in the far tail',
    'the quantile inverts the cdf into the far tails',
    { ...right, quantile: (p) => right.quantile(Math.max(p, 1e-30)) },
  ],
  [
    'whose quantiles are too high by one',
    'the quantile inverts the cdf into the far tails',
    { ...counts, quantile: (p) => counts.quantile(p) + 1 },
  ],
  ['whose draws are too wide', 'draws follow the cdf', { ...right, sample: normal(1, 2.15).sample }],
  ['whose counts are too many', 'draws follow the cdf', { ...counts, sample: poisson(3.2).sample }],
  [
    'whose mean is the median',
    'mean and standard deviation are those of the quantiles',
    { ...prior.exponential({ rate: 1 }), mean: Math.LN2 },
  ],
  ['whose sd is the variance', 'mean and standard deviation are those of the quantiles', { ...counts, sd: 3 }],
  [
    'that takes two uniforms',
    'a draw takes one uniform of the given Random',
    { ...right, sample: (random) => right.quantile(random.random() || random.random()) + 0 * random.random() },
  ],
  [
    'that draws elsewhere',
    'a draw takes one uniform of the given Random',
    { ...right, sample: () => right.quantile(Math.random()) },
  ],
  ['that allows halves', 'nothing is possible outside of the domain', { ...counts, logDensity: () => -1 }],
  [
    'whose mass reaches beyond its bounds',
    'nothing is possible outside of the domain',
    { ...prior.uniform(0, 1), cdf: (x) => (x < 0 ? 0 : 0.5) },
  ],
  [
    'that takes NaN for impossible',
    'no argument is NaN but a NaN',
    { ...right, logDensity: (x) => (x > 0 || x <= 0 ? 0 : -Infinity) },
  ],
];

for (const [what, check, member] of broken)
  test(`a distribution ${what} fails: ${check}`, (t) => {
    t.throws(() => CHECKS[check]?.(member), { message: /^Expected/ });
  });

test('every check has a broken member', (t) => {
  t.deepEqual(new Set(broken.map(([, check]) => check)), new Set(Object.keys(CHECKS)));
});
