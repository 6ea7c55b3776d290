import { defineModel, type Position, type Random } from '@epsie/core';
import { velocities } from './velocities.ts';

/** A mixture of three normal distributions; the third weight is 1 minus the other two. */
export const parameters = [
  'mean1',
  'mean2',
  'mean3',
  'logWidth1',
  'logWidth2',
  'logWidth3',
  'weight1',
  'weight2',
] as const;

/** Name of a parameter. */
export type Parameter = (typeof parameters)[number];

type Point = Position<Parameter>;

/** The prior of each mean is uniform over this range, slightly wider than that of the data. */
const SLOWEST = 5;
const FASTEST = 40;

// Means: uniform. Log widths: standard normal. Weights: uniform over positive weights that sum to 1, a
// Dirichlet(1, 1, 1) distribution, whose density is 2.
const LOG_PRIOR_OF_MEANS_AND_WEIGHTS = -3 * Math.log(FASTEST - SLOWEST) + Math.log(2);
const LOG_2PI = Math.log(2 * Math.PI);

function logPrior(point: Point): number {
  const { mean1, mean2, mean3, logWidth1, logWidth2, logWidth3, weight1, weight2 } = point;
  const meansInside = Math.min(mean1, mean2, mean3) >= SLOWEST && Math.max(mean1, mean2, mean3) <= FASTEST;
  const weightsInside = weight1 > 0 && weight2 > 0 && weight1 + weight2 < 1;
  if (!meansInside || !weightsInside) return -Infinity;
  const logWidths = -0.5 * (logWidth1 ** 2 + logWidth2 ** 2 + logWidth3 ** 2 + 3 * LOG_2PI);
  return LOG_PRIOR_OF_MEANS_AND_WEIGHTS + logWidths;
}

/**
 * Returns the sum over the galaxies of log Σ wᵢ N(y; mᵢ, sᵢ). The largest term of each galaxy is factored out of its sum, so
 * that the terms cannot all underflow. The rest is between 1 and 3, so the product over 82 galaxies needs only one logarithm.
 */
function logLikelihood(point: Point): number {
  const { mean1, mean2, mean3, logWidth1, logWidth2, logWidth3, weight1, weight2 } = point;
  const peak1 = Math.log(weight1) - logWidth1;
  const peak2 = Math.log(weight2) - logWidth2;
  const peak3 = Math.log(1 - weight1 - weight2) - logWidth3;
  const narrowness1 = Math.exp(-logWidth1);
  const narrowness2 = Math.exp(-logWidth2);
  const narrowness3 = Math.exp(-logWidth3);
  let sum = -0.5 * LOG_2PI * velocities.length;
  let product = 1;
  for (let i = 0; i < velocities.length; i++) {
    const velocity = velocities[i] as number;
    const log1 = peak1 - 0.5 * ((velocity - mean1) * narrowness1) ** 2;
    const log2 = peak2 - 0.5 * ((velocity - mean2) * narrowness2) ** 2;
    const log3 = peak3 - 0.5 * ((velocity - mean3) * narrowness3) ** 2;
    const largest = Math.max(log1, log2, log3);
    sum += largest;
    product *= fraction(log1 - largest) + fraction(log2 - largest) + fraction(log3 - largest);
  }
  return sum + Math.log(product);
}

/** Returns exp(x), or 0 without calling exp if adding exp(x) to 1 would not change it. */
const fraction = (x: number): number => (x > -37 ? Math.exp(x) : 0);

function samplePrior(random: Random): Point {
  // Two uniform cuts of a stick of length 1 leave three pieces: weights that are uniform on the simplex.
  const [first, second] = [random.random(), random.random()].sort((a, b) => a - b) as [number, number];
  return {
    mean1: random.uniform(SLOWEST, FASTEST),
    mean2: random.uniform(SLOWEST, FASTEST),
    mean3: random.uniform(SLOWEST, FASTEST),
    logWidth1: random.standardNormal(),
    logWidth2: random.standardNormal(),
    logWidth3: random.standardNormal(),
    weight1: first,
    weight2: second - first,
  };
}

/** The model, in its own module so that worker threads can import it. */
export const galaxies = defineModel(
  import.meta.url,
  {
    evaluate: (point: Point) => {
      const prior = logPrior(point);
      return { logPrior: prior, logLikelihood: prior === -Infinity ? -Infinity : logLikelihood(point) };
    },
    samplePrior,
  },
  'galaxies',
);
