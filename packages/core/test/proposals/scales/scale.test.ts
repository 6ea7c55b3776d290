// What a covariance must be, whatever the units of its parameters.
import {
  angular,
  boundedDiscrete,
  boundedEigenvector,
  boundedNormal,
  discrete,
  eigenvector,
  normal,
} from '@epsie/core';
import test from 'ava';
import { fullScale, normaliseCovariance, rankOf } from '#src/proposals/scales/scale.js';

const xy = ['x', 'y'] as const;
const bounds = { x: [0, 1], y: [0, 1] } as const;

test('a matrix is symmetric on the scale of its own parameters', (t) => {
  // Off by a hundredth, in an element that is nothing beside the variance of x.
  const skewed = [
    [1, 1e-24],
    [1.01e-24, 1e-46],
  ];
  const message = `Expected \`covariance\` to be a symmetric matrix, got [[1,1e-24],[1.01e-24,1e-46]] (array)`;
  t.throws(() => normal(xy, { covariance: skewed }), { instanceOf: RangeError, message });
  t.throws(() => eigenvector(xy, { covariance: skewed }), { instanceOf: RangeError, message });
  // Rounded differently, in an element that is a million times larger.
  const rounded = 1e-18 * (1 + 2 * Number.EPSILON);
  t.notThrows(() =>
    normal(xy, {
      covariance: [
        [1, 1e-18],
        [rounded, 1e-35],
      ],
    }),
  );
});

test('a matrix is semi-definite on the scale of its own parameters', (t) => {
  // A correlation of 2, of variances 1 and 10⁻⁴⁶.
  const covariance = [
    [1, 2e-23],
    [2e-23, 1e-46],
  ];
  t.throws(() => normal(xy, { covariance }), { instanceOf: RangeError, message: /a positive semi-definite matrix/ });
});

const zeros: readonly [string, number | readonly number[] | readonly (readonly number[])[], string][] = [
  ['0', 0, '0'],
  ['a variance', [1, 0], '[1,0] (array)'],
  [
    'a row of a matrix',
    [
      [1, 0],
      [0, 0],
    ],
    '[[1,0],[0,0]] (array)',
  ],
];
const families = {
  normal: (options: object) => normal(xy, options),
  eigenvector: (options: object) => eigenvector(xy, options),
  boundedEigenvector: (options: object) => boundedEigenvector(xy, { bounds, ...options }),
};

for (const [what, covariance, got] of zeros) {
  for (const [family, create] of Object.entries(families)) {
    test(`a zero variance is refused unless it is said on purpose: ${family}, ${what}`, (t) => {
      t.throws(() => create({ covariance }), {
        instanceOf: RangeError,
        message: `Expected \`covariance\` to be variances above 0, got ${got}. A parameter of zero variance never moves: pass \`singular: true\` if that is what you want`,
      });
      t.throws(() => create({ covariance, singular: 1 }), { message: /`singular` to be true or false, got 1/ });
      if (covariance === 0 && family !== 'normal') return;
      t.true((create({ covariance, singular: true }) as { singular?: boolean }).singular);
    });
  }
}

test('bounded, angular and discrete proposals refuse a zero variance always, and have no `singular`', (t) => {
  const all: { readonly [name: string]: (options: object) => unknown } = {
    boundedNormal: (options) => boundedNormal(xy, { bounds, ...options }),
    angular: (options) => angular(xy, options),
    discrete: (options) => discrete(xy, options),
    boundedDiscrete: (options) => boundedDiscrete(xy, { bounds, ...options }),
  };
  for (const [name, create] of Object.entries(all)) {
    for (const covariance of [0, [1, 0]]) {
      t.throws(() => create({ covariance }), {
        instanceOf: RangeError,
        message: `Expected \`covariance\` to be variances above 0 for \`${name}\`, got ${covariance === 0 ? '0' : '[1,0] (array)'}`,
      });
    }
    t.throws(() => create({ singular: true }), { message: new RegExp(`Unknown option \`singular\` of \`${name}\``) });
  }
});

test('the rank and the factor of a covariance do not depend on units', (t) => {
  const units = [2 ** -76, 2 ** 30, 1];
  const rows = (correlation: number): number[][] =>
    units.map((a, i) => units.map((b, j) => a * b * (i === j ? 1 : i < 2 && j < 2 ? correlation : 0)));
  const rank = (correlation: number): number => rankOf(normaliseCovariance(rows(correlation), 3) ?? [], 3);
  t.is(rank(1 - 1e-10), 3);
  t.is(rank(1), 2);
  t.is(rankOf([1e-46, 0, 1e18], 3), 2);
  const { factor } = fullScale(rows(0.5), 3);
  const one = fullScale(
    [
      [1, 0.5, 0],
      [0.5, 1, 0],
      [0, 0, 1],
    ],
    3,
  ).factor;
  t.deepEqual(
    factor,
    one.map((value, at) => value * (units[Math.floor(at / 3)] as number)),
  );
});
