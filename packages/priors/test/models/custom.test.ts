// Priors of functions of one's own.
import { createBitGenerator, Random } from '@epsie/core';
import { custom, customJoint } from '@epsie/priors';
import test from 'ava';

const unit = { lower: 0, upper: 1 };

test('the density is asked only inside the domain', (t) => {
  const calls: number[] = [];
  const triangle = custom({
    domain: unit,
    logDensity(x) {
      calls.push(x);
      return Math.log(2 * x);
    },
  });
  t.is(triangle.logDensity(0.5), 0);
  t.is(triangle.logDensity(1.5), -Infinity);
  t.is(triangle.logDensity(-Infinity), -Infinity);
  t.true(Number.isNaN(triangle.logDensity(Number.NaN)));
  t.deepEqual(calls, [0.5]);
  t.true(Number.isNaN(triangle.sd) && Number.isNaN(triangle.mean));
});

test('of integers, fractions are impossible; of a period, every number is possible', (t) => {
  const count = custom({ domain: { lower: 0, upper: 3, integer: true }, logDensity: () => -Math.log(4) });
  t.deepEqual([count.logDensity(2), count.logDensity(1.5)], [-Math.log(4), -Infinity]);
  const angle = custom({ domain: { lower: 0, upper: 2, periodic: true }, logDensity: () => -Math.log(2) });
  t.is(angle.logDensity(17), -Math.log(2));
});

test('a joint prior passes its numbers by name, in the order of the domains', (t) => {
  const disc = customJoint({
    domains: { x: { lower: -1, upper: 1 }, y: { lower: -1, upper: 1 } },
    logDensity: ({ x, y }) => (x * x + y * y <= 1 ? 10 * x + y : -Infinity),
    sample: (random) => ({ y: random.random(), x: 2 }),
    sd: { x: 0.5 },
  });
  t.deepEqual(Object.keys(disc), ['x', 'y']);
  t.is(disc.x.joint, disc.y.joint);
  t.is(disc.x.joint.logDensity([0.5, -0.25]), 4.75);
  t.is(disc.x.joint.logDensity([0.9, 0.9]), -Infinity);
  t.is(disc.x.joint.logDensity([0, 1.5]), -Infinity);
  t.deepEqual(disc.x.joint.sample?.(new Random(createBitGenerator(1))), [
    2,
    new Random(createBitGenerator(1)).random(),
  ]);
  t.deepEqual([disc.x.sd, disc.y.sd], [0.5, Number.NaN]);
});

const density = () => 0;
const wrong: readonly (readonly [what: string, make: () => unknown, message: RegExp])[] = [
  [
    'no options',
    () => custom(undefined as never),
    /^Expected the options of `custom` to be an object, got undefined\. Write `custom\(/,
  ],
  [
    'a misspelt option',
    () => custom({ domain: unit, logDensity: density, sampler: density } as never),
    /^Unknown option `sampler` of `custom`.*Did you mean `sample`/,
  ],
  [
    'no domain',
    () => custom({ logDensity: density } as never),
    /^Expected `domain` to be an object like \{ lower: 0, upper: 1 \}, got undefined/,
  ],
  [
    'a pair of bounds',
    () => custom({ domain: [0, 1] as never, logDensity: density }),
    /^Expected `domain` to be an object like .*, got \[0,1\]/,
  ],
  [
    'bounds in the wrong order',
    () => custom({ domain: { lower: 1, upper: 0 }, logDensity: density }),
    /^Expected `domain\.upper` to be above `lower` \(1\), got 0/,
  ],
  [
    'an endless period',
    () => custom({ domain: { lower: 0, upper: Infinity, periodic: true }, logDensity: density }),
    /^Expected `domain` to be finite bounds, since it is periodic/,
  ],
  ['no density', () => custom({ domain: unit } as never), /^Expected `logDensity` to be a function, got undefined/],
  [
    'a number for sample',
    () => custom({ domain: unit, logDensity: density, sample: 3 as never }),
    /^Expected `sample` to be a function, got 3/,
  ],
  [
    'a negative sd',
    () => custom({ domain: unit, logDensity: density, sd: -1 }),
    /^Expected `sd` to be a positive number, got -1/,
  ],
  [
    'one parameter of a joint prior',
    () => customJoint({ domains: { x: unit }, logDensity: density }),
    /^Expected `domains` to have two parameters or more.*For one, write `custom`/,
  ],
  [
    'a domain that is a pair',
    () => customJoint({ domains: { x: unit, y: [0, 1] as never }, logDensity: density }),
    /^Expected `domains\.y` to be an object like/,
  ],
];
for (const [what, make, message] of wrong) test(`refuses ${what}`, (t) => t.throws(make, { message }));
