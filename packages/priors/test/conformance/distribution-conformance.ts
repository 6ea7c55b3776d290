// What a prior relies on, whatever the distribution: checks with one wording, each of which has a broken member that fails it.
import { createBitGenerator, Random } from '@epsie/core';
import type { Distribution } from '@epsie/priors';
import { integrate } from '#src/math/quadrature.js';

/** Probabilities at which tails and middle are checked. */
const PROBABILITIES = [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 0.001, 0.003, 0.02, 0.1, 0.25, 0.4, 0.5];
const DRAWS = 20_000;
/** Limit of the Kolmogorov–Smirnov statistic times √n, exceeded once in 10⁵ times. */
const LARGEST_DISTANCE = 2.47;
/** Limit of a chi-square, in standard errors above its mean. */
const LARGEST_EXCESS = 6;

/** The checks, by name. Each throws where the distribution fails it. */
export const CHECKS: { readonly [name: string]: (distribution: Distribution) => void } = {
  'the density between two quantiles is the probability between them': densityFitsCdf,
  'the density integrates to 1': densityIntegratesToOne,
  'cdf and survival add up to 1': tailsAddUp,
  'the quantile inverts the cdf into the far tails': quantileInverts,
  'draws follow the cdf': drawsFollowCdf,
  'mean and standard deviation are those of the quantiles': momentsFit,
  'a draw takes one uniform of the given Random': drawsTakeOneUniform,
  'nothing is possible outside of the domain': nothingOutside,
  'no argument is NaN but a NaN': nanStaysNaN,
};

function expectNear(what: string, got: number, expected: number, tolerance: number): void {
  if (!(Math.abs(got - expected) <= tolerance)) throw new Error(`Expected ${what} to be ${expected}, got ${got}`);
}

const isInteger = (distribution: Distribution): boolean => distribution.domain.integer === true;

/** Quantiles from the lower tail to the upper one. */
const quantilesOf = (distribution: Distribution): number[] => [
  ...PROBABILITIES.map((p) => distribution.quantile(p)),
  ...PROBABILITIES.map((q) => distribution.survivalQuantile(q)).reverse(),
];

const PANELS = 64;
function massBetween(distribution: Distribution, a: number, b: number): number {
  const [pointOf, slopeOf, from, to] = substitution(distribution.domain, a, b);
  const f = (s: number): number => Math.exp(distribution.logDensity(pointOf(s))) * slopeOf(s);
  let sum = 0;
  for (let i = 0; i < PANELS; i++)
    sum += integrate(f, from + ((to - from) * i) / PANELS, from + ((to - from) * (i + 1)) / PANELS);
  return sum;
}

type Substitution = readonly [pointOf: (s: number) => number, slopeOf: (s: number) => number, from: number, to: number];

// Beside a bound, where the density may be steep, the variable is the logarithm of the distance from it.
function substitution({ lower, upper }: Distribution['domain'], a: number, b: number): Substitution {
  if ((b - lower) / (a - lower) > 2)
    return [(s) => lower + Math.exp(s), Math.exp, Math.log(a - lower), Math.log(b - lower)];
  if ((upper - a) / (upper - b) > 2)
    return [(s) => upper - Math.exp(s), Math.exp, Math.log(upper - b), Math.log(upper - a)];
  return [(x) => x, () => 1, a, b];
}

function densityFitsCdf(distribution: Distribution): void {
  if (isInteger(distribution)) {
    probabilitiesFitCdf(distribution);
    return;
  }
  const points = quantilesOf(distribution);
  for (const [i, a] of points.entries()) {
    const b = points[i + 1];
    if (b === undefined || !isResolved(distribution, a, b)) continue;
    const isLower = distribution.cdf(a) < 0.5;
    const mass = isLower
      ? distribution.cdf(b) - distribution.cdf(a)
      : distribution.survival(a) - distribution.survival(b);
    const rounding = (8 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b))) / (b - a);
    expectNear(`the mass from ${a} to ${b}`, massBetween(distribution, a, b) / mass, 1, 1e-7 + rounding);
  }
}

// Beside a bound that is not 0, there are few numbers.
function isResolved({ domain }: Distribution, a: number, b: number): boolean {
  const distance = Math.min(a - domain.lower, domain.upper - b, b - a);
  return distance > 1e-8 * Math.min(Math.abs(a), Math.abs(b), domain.upper - domain.lower);
}

function probabilitiesFitCdf(distribution: Distribution): void {
  const [lowest, highest] = [distribution.quantile(1e-9), distribution.survivalQuantile(1e-9)];
  for (let k = lowest; k <= highest; k++) {
    const step = distribution.cdf(k) - distribution.cdf(k - 1);
    expectNear(`the probability of ${k}`, Math.exp(distribution.logDensity(k)), step, 1e-12);
  }
}

function densityIntegratesToOne(distribution: Distribution): void {
  if (isInteger(distribution)) {
    let sum = 0;
    const highest = distribution.survivalQuantile(1e-15);
    for (let k = distribution.quantile(1e-15); k <= highest; k++) sum += Math.exp(distribution.logDensity(k));
    expectNear('the sum of all probabilities', sum, 1, 1e-9);
    return;
  }
  const points = quantilesOf(distribution).slice(1, -1);
  const { lower, upper } = distribution.domain;
  let total = 2 * (PROBABILITIES[1] as number);
  for (const [i, a] of points.slice(0, -1).entries()) {
    const b = points[i + 1] as number;
    // Where a quantile is rounded to the bound, there is no interval to integrate over.
    total += a === lower || b === upper ? distribution.cdf(b) - distribution.cdf(a) : massBetween(distribution, a, b);
  }
  expectNear('the integral of the density', total, 1, 1e-5);
}

const REACH = 200;
const STEP = 0.05;

/** Returns the moment around the stated mean, an integral over p = 1/(1 + e^−t) in the variable t. */
function momentOf(distribution: Distribution, power: number): number {
  const at = (t: number): number =>
    t < 0 ? distribution.quantile(1 / (1 + Math.exp(-t))) : distribution.survivalQuantile(1 / (1 + Math.exp(t)));
  let sum = 0;
  for (let t = -REACH; t <= REACH; t += STEP)
    sum += ((at(t) - distribution.mean) ** power * STEP) / ((1 + Math.exp(-t)) * (1 + Math.exp(t)));
  return sum;
}

function tailsAddUp(distribution: Distribution): void {
  for (const x of quantilesOf(distribution))
    expectNear(`cdf + survival at ${x}`, distribution.cdf(x) + distribution.survival(x), 1, 1e-12);
}

function quantileInverts(distribution: Distribution): void {
  if (isInteger(distribution)) {
    quantileInvertsSteps(distribution);
    return;
  }
  for (const p of [...PROBABILITIES, 1e-15, 1e-40, 1e-200]) {
    checkRoundTrip(distribution, p, 'quantile', 'cdf');
    checkRoundTrip(distribution, p, 'survivalQuantile', 'survival');
  }
}

// The tolerance includes what a rounding of x makes of p: beside a bound that is not 0, there are few numbers.
function checkRoundTrip(
  distribution: Distribution,
  p: number,
  inverse: 'quantile' | 'survivalQuantile',
  tail: 'cdf' | 'survival',
): void {
  const x = distribution[inverse](p);
  if (Math.abs(x) === Number.MAX_VALUE || Math.abs(x) < 1e-290) return;
  const got = distribution[tail](x);
  const beside = [-4, 4].map((ulps) => Math.abs(distribution[tail](x * (1 + ulps * Number.EPSILON)) - got));
  expectNear(`${tail} of ${inverse}(${p})`, got, p, 1e-10 * p + Math.max(...beside));
}

function quantileInvertsSteps(distribution: Distribution): void {
  const [lowest, highest] = [distribution.quantile(1e-12), distribution.survivalQuantile(1e-12)];
  for (let k = lowest; k <= highest; k++) {
    if (distribution.logDensity(k) === Number.NEGATIVE_INFINITY) continue;
    expectNear('the quantile of a cdf', distribution.quantile(distribution.cdf(k)), k, 0);
    expectNear('the quantile of a survival', distribution.survivalQuantile(distribution.survival(k)), k, 0);
  }
}

const drawMany = (distribution: Distribution, seed: number): Float64Array => {
  const random = new Random(createBitGenerator(seed));
  return Float64Array.from({ length: DRAWS }, () => distribution.sample(random));
};

function drawsFollowCdf(distribution: Distribution): void {
  const draws = drawMany(distribution, 3).sort();
  if (isInteger(distribution)) {
    chiSquare(distribution, draws);
    return;
  }
  let distance = 0;
  for (const [i, x] of draws.entries()) {
    const p = distribution.cdf(x);
    distance = Math.max(distance, (i + 1) / DRAWS - p, p - i / DRAWS);
  }
  const statistic = distance * Math.sqrt(DRAWS);
  if (!(statistic < LARGEST_DISTANCE)) throw new Error(`Expected draws from the distribution, got KS ${statistic}`);
}

// In cells of integers with an expected number of at least 20 each.
function chiSquare(distribution: Distribution, draws: Float64Array): void {
  let [sum, cells, expected, observed] = [0, 0, 0, 0];
  for (let k = draws[0] as number; k <= (draws.at(-1) as number); k++) {
    expected += DRAWS * Math.exp(distribution.logDensity(k));
    observed += draws.lastIndexOf(k) < 0 ? 0 : draws.lastIndexOf(k) - draws.indexOf(k) + 1;
    if (expected < 20) continue;
    sum += (observed - expected) ** 2 / expected;
    [cells, expected, observed] = [cells + 1, 0, 0];
  }
  const excess = (sum - cells) / Math.sqrt(2 * cells);
  if (!(excess < LARGEST_EXCESS))
    throw new Error(`Expected draws from the distribution, got chi-square ${sum} of ${cells} cells`);
}

function momentsFit(distribution: Distribution): void {
  const { mean, sd } = distribution;
  if (!Number.isFinite(sd)) return;
  const [got, square] = isInteger(distribution)
    ? sums(distribution)
    : ([momentOf(distribution, 1), momentOf(distribution, 2)] as const);
  expectNear('the excess of the mean', got, 0, 1e-5 * sd + 1e-15 * Math.abs(mean));
  expectNear('the variance', square, sd * sd, 1e-4 * sd * sd);
}

function sums(distribution: Distribution): [number, number] {
  let [first, second] = [0, 0];
  const highest = distribution.survivalQuantile(1e-15);
  for (let k = distribution.quantile(1e-15); k <= highest; k++) {
    const probability = Math.exp(distribution.logDensity(k));
    first += (k - distribution.mean) * probability;
    second += (k - distribution.mean) ** 2 * probability;
  }
  return [first, second];
}

function drawsTakeOneUniform(distribution: Distribution): void {
  const [random, other] = [new Random(createBitGenerator(5)), new Random(createBitGenerator(5))];
  for (let i = 0; i < 50; i++) {
    const draw = distribution.sample(random);
    expectNear('the draw of a uniform', draw, distribution.quantile(other.random()), 0);
  }
  if (random.random() !== other.random()) throw new Error('Expected one uniform per draw, got another number of them');
}

function nothingOutside(distribution: Distribution): void {
  const { lower, upper, integer, periodic } = distribution.domain;
  const [below, above] = [lower - 1 - Math.abs(lower), upper + 1 + Math.abs(upper)];
  const outside = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, ...(integer ? [lower + 0.5] : [])];
  for (const x of periodic ? outside : [...outside, below, above])
    expectNear(`the log density at ${x}`, Math.exp(distribution.logDensity(x)), 0, 0);
  for (const [x, p] of [
    [below, 0],
    [upper, 1],
  ] as const)
    if (distribution.cdf(x) !== p || distribution.survival(x) !== 1 - p)
      throw new Error(`Expected the cdf at ${x} to be ${p}, got ${distribution.cdf(x)}`);
}

function nanStaysNaN(distribution: Distribution): void {
  const results = [distribution.logDensity(NaN), distribution.cdf(NaN), distribution.survival(NaN)];
  if (!results.every(Number.isNaN)) throw new Error(`Expected NaN for NaN, got ${results}`);
}
