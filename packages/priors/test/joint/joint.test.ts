import { createBitGenerator, Random } from '@epsie/core';
import {
  beta,
  cauchy,
  dirichlet,
  integers,
  type JointDistribution,
  multivariateNormal,
  normal,
  ordered,
  periodic,
  uniform,
} from '@epsie/priors';
import test from 'ava';

const DRAWS = 20_000;

const covariance = [
  [1, 0.6, -0.2],
  [0.6, 2, 0.3],
  [-0.2, 0.3, 0.5],
];
const members: { readonly [name: string]: JointDistribution } = {
  multivariateNormal: multivariateNormal({ mean: [0.1, -0.4, 2], covariance }),
  dirichlet: dirichlet(0.8, 1.5, 3),
  ordered: ordered(normal(250, 2), 3),
};

const drawMany = (joint: JointDistribution): number[][] => {
  const random = new Random(createBitGenerator(11));
  return Array.from({ length: DRAWS }, () => joint.sample(random));
};

/** Returns the Kolmogorov–Smirnov statistic of numbers against a distribution function, times √n. */
function distance(values: readonly number[], cdf: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  const gaps = Array.from(sorted, (x, i) => Math.max((i + 1) / sorted.length - cdf(x), cdf(x) - i / sorted.length));
  return Math.max(...gaps) * Math.sqrt(sorted.length);
}

for (const [name, joint] of Object.entries(members)) {
  test(`${name}: mean and standard deviation are those of the draws`, (t) => {
    const draws = drawMany(joint);
    for (let i = 0; i < joint.size; i++) {
      const [mean, sd] = [joint.mean[i] as number, joint.sd[i] as number];
      const error = sd / Math.sqrt(DRAWS);
      const total = draws.reduce((sum, draw) => sum + (draw[i] as number), 0);
      const square = draws.reduce((sum, draw) => sum + ((draw[i] as number) - mean) ** 2, 0);
      t.true(Math.abs(total / DRAWS - mean) < 5 * error, `${total / DRAWS}, expected ${mean}`);
      t.true(Math.abs(Math.sqrt(square / DRAWS) - sd) < 5 * error, `${Math.sqrt(square / DRAWS)}, expected ${sd}`);
    }
  });

  test(`${name}: a draw takes one uniform per coordinate`, (t) => {
    const [random, other] = [new Random(createBitGenerator(2)), new Random(createBitGenerator(2))];
    t.is(joint.sample(random).length, joint.size);
    for (let i = 0; i < joint.size; i++) other.random();
    t.is(random.random(), other.random());
  });
}

// Along a direction v, x is normal with mean v·μ and variance vᵀΣv.
test('projections of a multivariate normal are normal, and another covariance is found', (t) => {
  const draws = drawMany(members['multivariateNormal'] as JointDistribution);
  const projected = draws.map(([x, y, z]) => (x as number) - (y as number) + 2 * (z as number));
  const variance = 1 + 2 + 4 * 0.5 - 2 * 0.6 + 4 * -0.2 - 4 * 0.3;
  t.true(distance(projected, normal(4.5, Math.sqrt(variance)).cdf) < 2.47);
  t.true(distance(projected, normal(4.5, Math.sqrt(variance + 0.4)).cdf) > 2.47);
});

test('the fractions of a Dirichlet are beta distributed, and other shapes are found', (t) => {
  const draws = drawMany(members['dirichlet'] as JointDistribution);
  for (const [i, alpha] of [0.8, 1.5, 3].entries()) {
    const values = draws.map((draw) => draw[i] as number);
    t.true(distance(values, beta(alpha, 5.3 - alpha).cdf) < 2.47);
    t.true(distance(values, beta(1.1 * alpha, 5.3 - alpha).cdf) > 2.47);
  }
});

// The k-th of n sorted uniforms is beta distributed with shapes k and n + 1 − k.
test('sorted uniforms are beta distributed, and another rank is found', (t) => {
  const joint = ordered(uniform(0, 1), 4);
  const draws = drawMany(joint);
  for (const rank of [1, 2, 3, 4]) {
    const values = draws.map((draw) => draw[rank - 1] as number);
    const exact = beta(rank, 5 - rank);
    t.true(distance(values, exact.cdf) < 2.47);
    t.true(distance(values, beta(5 - rank + 0.5, rank).cdf) > 2.47);
    t.true(Math.abs((joint.mean[rank - 1] as number) - exact.mean) < 1e-10);
    t.true(Math.abs((joint.sd[rank - 1] as number) - exact.sd) < 1e-10);
  }
});

test('numbers in another order are impossible, and the density counts the orders', (t) => {
  const joint = ordered(uniform(0, 2), 3);
  t.true(Math.abs(joint.logDensity([0.1, 0.2, 1.5]) - Math.log(6 / 8)) < 1e-14);
  t.is(joint.logDensity([0.1, 1.5, 0.2]), -Infinity);
  t.is(joint.logDensity([0.1, 0.2, 2.5]), -Infinity);
  t.deepEqual(ordered(cauchy(0, 1), 2).mean, [NaN, NaN]);
});

test('draws of tiny concentrations are on the simplex', (t) => {
  const random = new Random(createBitGenerator(4));
  const joint = dirichlet(1e-3, 1e-3, 1e-3);
  for (let i = 0; i < 100; i++) {
    const sum = joint.sample(random).reduce((total, x) => total + x, 0);
    t.true(Math.abs(sum - 1) < 1e-12);
  }
});

test('a point beside the simplex is impossible', (t) => {
  const joint = dirichlet(2, 2);
  t.is(joint.logDensity([0.5, 0.6]), -Infinity);
  t.is(joint.logDensity([-0.1, 1.1]), -Infinity);
  t.is(joint.logDensity([0.5, 0.5]), beta(2, 2).logDensity(0.5));
});

test('wrong numbers of a joint distribution are refused', (t) => {
  const wrong: readonly (readonly [make: () => unknown, message: RegExp])[] = [
    [() => ordered(integers(0, 3), 2), /^Expected `distribution` to be one of real numbers that is not periodic/],
    [() => ordered(periodic(0, 1), 2), /^Expected `distribution` to be one of real numbers that is not periodic/],
    [() => ordered(uniform as never, 2), /^Expected `distribution` to be a distribution, such as `uniform\(0, 1\)`/],
    [() => ordered(uniform(0, 1), 0), /^Expected `count` to be an integer from 1 up, got 0/],
    [() => dirichlet(1), /^Expected `concentrations` to be at least two positive numbers, got \[1\]/],
    [() => dirichlet(1, 0), /^Expected `concentrations\[1\]` to be one of positive numbers, got 0/],
    [() => dirichlet(2, 2).logDensity([1]), /^Expected `point` to be an array of 2 numbers, got \[1\]/],
    [
      () => multivariateNormal({ mean: [0, 0], covariance: [[1]] }),
      /^Expected `covariance` to be a symmetric matrix of 2 rows/,
    ],
    [
      () =>
        multivariateNormal({
          mean: [0, 0],
          covariance: [
            [1, 2],
            [0, 1],
          ],
        }),
      /^Expected `covariance` to be a symmetric matrix/,
    ],
    [
      () =>
        multivariateNormal({
          mean: [0, 0],
          covariance: [
            [1, 1],
            [1, 1],
          ],
        }),
      /^Expected `covariance` to be a positive definite matrix/,
    ],
  ];
  for (const [make, message] of wrong) t.throws(make, { message });
});
