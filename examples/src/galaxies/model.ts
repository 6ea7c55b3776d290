import { defineModel, type Position } from '@epsie/core';
import { dirichlet, normal, uniform } from '@epsie/priors';
import { velocities } from './velocities.ts';

/** Means in 10³ km/s: a range slightly wider than that of the data. */
const mean = uniform(5, 40);
const logWidth = normal(0, 1);

/** Prior of a mixture of three normal distributions. The weights are uniform; the third one is 1 minus the other two. */
export const prior = {
  mean1: mean,
  mean2: mean,
  mean3: mean,
  logWidth1: logWidth,
  logWidth2: logWidth,
  logWidth3: logWidth,
  ...dirichlet(1, 1, 1).named('weight1', 'weight2'),
};

/** Name of a parameter. */
export type Parameter = keyof typeof prior;

/** Names of the parameters. */
export const parameters = Object.keys(prior) as readonly Parameter[];

const LOG_2PI = Math.log(2 * Math.PI);

/**
 * Returns the sum over the galaxies of log Σ wᵢ N(y; mᵢ, sᵢ). The largest term of each galaxy is factored out of its sum, so
 * that the terms cannot all underflow. The rest is between 1 and 3, so the product over 82 galaxies needs only one logarithm.
 */
function logLikelihood(point: Position<Parameter>): number {
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

/** The model, in its own module so that worker threads can import it. */
export const galaxies = defineModel(import.meta.url, { prior, logLikelihood }, 'galaxies');
