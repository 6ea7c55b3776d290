import { expected, expectInteger, rangeError, typeError } from '@epsie/core/checks';
import { exp, log1p, logBeta, logGamma } from '@epsie/core/math';
import type { Distribution, DistributionSpec } from '../distributions/distribution.ts';
import { createJoint } from './create.ts';
import type { JointDistribution } from './joint-distribution.ts';
import { expectPoint } from './point.ts';

/** Range and step of the quadrature over log [p / (1 − p)]. */
const REACH = 60;
const STEP = 0.1;

/**
 * Creates the distribution of several independent numbers in ascending order, such as the frequencies of components that would be
 * interchangeable otherwise. Mean and standard deviation are computed by quadrature; they are NaN where the distribution of one number
 * does not have them.
 *
 * @param distribution that of each number before they are sorted; neither of integers nor periodic
 * @param count how many numbers, at least 1
 * @throws TypeError or RangeError that names the argument, what was expected and what came
 */
export function ordered(distribution: Distribution<DistributionSpec>, count: number): JointDistribution {
  expectContinuous(distribution);
  const size = expectInteger('count', count, 1);
  const logOrders = logGamma(size + 1);
  return createJoint({
    size,
    domain: distribution.domain,
    ...momentsOfOrder(distribution, size),
    logDensity(point) {
      const values = Array.from(expectPoint(point, size));
      const isAscending = values.every((x, i) => i === 0 || !(x < (values[i - 1] as number)));
      return isAscending
        ? values.reduce((sum, x) => sum + distribution.logDensity(x), logOrders)
        : Number.NEGATIVE_INFINITY;
    },
    sample: (random) => Array.from({ length: size }, () => distribution.sample(random)).sort((a, b) => a - b),
  });
}

function expectContinuous(distribution: unknown): void {
  const { domain, sample } = (distribution ?? {}) as Partial<Distribution>;
  if (domain === undefined || sample === undefined)
    throw typeError(expected('distribution', 'a distribution, such as `uniform(0, 1)`', distribution));
  if (domain.integer || domain.periodic)
    throw rangeError(expected('distribution', 'one of real numbers that is not periodic', domain));
}

function momentsOfOrder(distribution: Distribution, size: number): Pick<JointDistribution, 'mean' | 'sd'> {
  const ranks = Array.from({ length: size }, (_, i) => i + 1);
  if (!Number.isFinite(distribution.sd)) return { mean: ranks.map(() => Number.NaN), sd: ranks.map(() => Number.NaN) };
  const { mean: centre, quantile, survivalQuantile } = distribution;
  const steps = Math.round((2 * REACH) / STEP);
  const points = Array.from({ length: steps + 1 }, (_, i) => i * STEP - REACH);
  // From the centre, so that a small width beside a large mean keeps its digits.
  const values = points.map((t) => (t < 0 ? quantile(logistic(t)) : survivalQuantile(logistic(-t))) - centre);
  const weights = ranks.map((rank) => points.map((t) => STEP * orderWeight(t, rank, size)));
  const offsets = weights.map((weight) => values.reduce((sum, x, i) => sum + x * (weight[i] as number), 0));
  const variances = weights.map((weight, k) =>
    values.reduce(
      (sum, x, i) => sum + (x - (offsets[k] as number)) * (x - (offsets[k] as number)) * (weight[i] as number),
      0,
    ),
  );
  return { mean: offsets.map((offset) => centre + offset), sd: variances.map(Math.sqrt) };
}

const logistic = (t: number): number => 1 / (1 + exp(-t));

// Density of the beta distribution of p of a rank, times dp/dt = p (1 − p).
const orderWeight = (t: number, rank: number, size: number): number =>
  exp(-rank * log1p(exp(-t)) - (size + 1 - rank) * log1p(exp(t)) - logBeta(rank, size + 1 - rank));
