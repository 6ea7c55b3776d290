import * as prior from '@epsie/priors';
import { fromSpec } from '@epsie/priors';
import test from 'ava';

const text = 'x' as unknown as number;
const none = undefined as unknown as number;

const wrong: readonly (readonly [
  what: string,
  make: () => unknown,
  type: typeof TypeError | typeof RangeError,
  message: RegExp,
])[] = [
  [
    'bounds in the wrong order',
    () => prior.uniform(3, 1),
    RangeError,
    /^Expected `upper` to be above `lower` \(3\), got 1$/,
  ],
  ['an empty interval', () => prior.periodic(1, 1), RangeError, /^Expected `upper` to be above `lower` \(1\), got 1$/],
  [
    'an improper prior',
    () => prior.uniform(0, Infinity),
    RangeError,
    /^Expected `upper` to be a finite number, got Infinity\. A prior without that bound cannot be normalised\. Choose a bound, or write `normal\(…\)`/,
  ],
  [
    'a scale prior down to 0',
    () => prior.logUniform(0, 1),
    RangeError,
    /^Expected `lower` to be a positive number, got 0/,
  ],
  ['a missing bound', () => prior.uniform(0, none), TypeError, /^Expected `upper` to be a number, got undefined/],
  ['a text', () => prior.normal(text, 1), TypeError, /^Expected `mean` to be a number, got "x"/],
  ['no width', () => prior.normal(0, 0), RangeError, /^Expected `std` to be a positive number, got 0/],
  ['NaN', () => prior.cauchy(NaN, 1), RangeError, /^Expected `location` to be a finite number, got NaN/],
  [
    'a number for options',
    () => prior.exponential(2 as never),
    TypeError,
    /^Expected the options of `exponential` to be an object, got 2\. Write `exponential\(\{ rate: 2 \}\)`/,
  ],
  [
    'a misspelt option',
    () => prior.gamma({ shape: 1, rat: 1 } as never),
    TypeError,
    /^Unknown option `rat` of `gamma`: expected `shape`, `rate`\. Did you mean `rate`\?/,
  ],
  [
    'a truncation without room',
    () => prior.truncatedNormal({ mean: 0, std: 1, lower: 2, upper: 2 }),
    RangeError,
    /^Expected `upper` to be above `lower` \(2\)/,
  ],
  [
    'a fraction for an integer',
    () => prior.integers(0, 1.5),
    RangeError,
    /^Expected `highest` to be an integer, got 1\.5/,
  ],
  [
    'integers in the wrong order',
    () => prior.integers(3, 1),
    RangeError,
    /^Expected `highest` to be at least `lowest` \(3\), got 1/,
  ],
  [
    'weights that are all 0',
    () => prior.categorical([0, 0]),
    RangeError,
    /^Expected `weights` to be weights that are not all 0/,
  ],
  ['a negative weight', () => prior.categorical([1, -1]), RangeError, /^Expected `weights\[1\]` to be one of weights/],
  [
    'an unknown convention',
    () => prior.isotropic({ azimuth: 'a', polar: 'b', convention: 'x' as never }),
    RangeError,
    /^Expected `convention` to be 'polar' or 'declination', got "x"/,
  ],
  [
    'an unknown unit',
    () => prior.isotropic({ azimuth: 'a', polar: 'b', unit: 'deg' as never }),
    RangeError,
    /^Expected `unit` to be 'radians' or 'degrees', got "deg"/,
  ],
  [
    'one name for two angles',
    () => prior.isotropic({ azimuth: 'a', polar: 'a' }),
    RangeError,
    /^Expected `polar` to be another parameter/,
  ],
  [
    'a probability above 1',
    () => prior.normal(0, 1).quantile(1.5),
    RangeError,
    /^Expected `p` to be a number from 0 to 1, got 1\.5/,
  ],
  [
    'a distribution for its spec',
    () => fromSpec(prior.normal(0, 1) as never),
    TypeError,
    /^Expected `spec` to be that of a distribution/,
  ],
];

for (const [what, make, type, message] of wrong)
  test(`${what}: the error names argument, expectation and value`, (t) => {
    t.throws(make, { instanceOf: type, message });
  });

test('the ends of a probability are the bounds', (t) => {
  const interval = prior.uniform(-1, 2);
  t.deepEqual([interval.quantile(0), interval.quantile(1)], [-1, 2]);
  t.deepEqual([interval.survivalQuantile(0), interval.survivalQuantile(1)], [2, -1]);
  t.deepEqual([prior.normal(0, 1).quantile(0), prior.normal(0, 1).quantile(1)], [-Infinity, Infinity]);
});

test('the density of a periodic parameter has its period', (t) => {
  const angle = prior.vonMises({ mean: 0.3, concentration: 2 });
  t.true(Math.abs(angle.logDensity(1) - angle.logDensity(1 + 2 * Math.PI)) < 1e-14);
  t.is(prior.periodic(0, 1).logDensity(17), 0);
});

test('the angles of a direction know their sphere', (t) => {
  const sky = prior.isotropic({ azimuth: 'ra', polar: 'dec', convention: 'declination' });
  const sphere = { azimuth: 'ra', polar: 'dec', convention: 'declination' };
  t.deepEqual(sky.ra.domain, { lower: 0, upper: 2 * Math.PI, periodic: true, sphere });
  t.deepEqual(sky.dec.domain, { lower: -Math.PI / 2, upper: Math.PI / 2, sphere } as prior.Domain);
});

test('the density of a direction in degrees is one per degree', (t) => {
  const options = { azimuth: 'ra', polar: 'dec', convention: 'declination' } as const;
  const [sky, dome] = [prior.isotropic(options), prior.isotropic({ ...options, unit: 'degrees' })];
  const sphere = { ...options, unit: 'degrees' };
  t.deepEqual(dome.ra.domain, { lower: 0, upper: 360, periodic: true, sphere } as prior.Domain);
  t.deepEqual(dome.dec.domain, { lower: -90, upper: 90, sphere } as prior.Domain);
  t.is(dome.ra.logDensity(10), -Math.log(360));
  for (const angle of [-89, -30, 0, 12.5, 90])
    t.true(
      Math.abs(dome.dec.logDensity(angle) - sky.dec.logDensity((angle * Math.PI) / 180) - Math.log(Math.PI / 180)) <
        1e-12,
    );
  t.true(Math.abs(dome.dec.quantile(0.3) - (sky.dec.quantile(0.3) * 180) / Math.PI) < 1e-12);
});
