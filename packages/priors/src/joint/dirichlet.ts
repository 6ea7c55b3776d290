import { expected, rangeError } from '@epsie/core/checks';
import { exp, log, logGamma } from '@epsie/core/math';
import { expectNumbers } from '../checks/arguments.ts';
import { SMALLEST_UNIFORM } from '../distributions/create.ts';
import { logInverseGamma } from '../math/incomplete-gamma.ts';
import { createJoint } from './create.ts';
import type { JointDistribution } from './joint-distribution.ts';
import { expectPoint } from './point.ts';

/** Largest distance from 1 of the sum of a point. */
const ROUNDING = 1e-9;

/**
 * Creates a Dirichlet distribution of fractions that add up to 1. Its density is one of all fractions but the last, which follows from
 * the others.
 *
 * @param concentrations one positive number per fraction, at least two; all 1 for a uniform distribution
 * @throws TypeError or RangeError unless there are at least two positive numbers
 */
export function dirichlet(...concentrations: readonly number[]): JointDistribution {
  const alphas = expectNumbers('concentrations', concentrations, 'positive numbers', isPositive);
  if (alphas.length < 2) throw rangeError(expected('concentrations', 'at least two positive numbers', concentrations));
  const total = alphas.reduce((sum, alpha) => sum + alpha, 0);
  const logNorm = alphas.reduce((sum, alpha) => sum + logGamma(alpha), 0) - logGamma(total);
  return createJoint({
    size: alphas.length,
    domain: { lower: 0, upper: 1 },
    mean: alphas.map((alpha) => alpha / total),
    sd: alphas.map((alpha) => Math.sqrt(((alpha / total) * (1 - alpha / total)) / (total + 1))),
    logDensity(point) {
      const fractions = expectPoint(point, alphas.length);
      return isOnSimplex(fractions) ? logKernel(alphas, fractions) - logNorm : Number.NEGATIVE_INFINITY;
    },
    sample: (random) => normalised(alphas.map((alpha) => logGammaDraw(alpha, random.random()))),
    last: (others) => others.reduce((rest, x) => rest - x, 1),
  });
}

const isPositive = (value: number): boolean => value > 0 && Number.isFinite(value);

function isOnSimplex(fractions: ArrayLike<number>): boolean {
  let sum = 0;
  for (let i = 0; i < fractions.length; i++) {
    const x = fractions[i] as number;
    if (!(x >= 0)) return false;
    sum += x;
  }
  return Math.abs(sum - 1) < ROUNDING;
}

function logKernel(alphas: readonly number[], fractions: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < alphas.length; i++) {
    const alpha = alphas[i] as number;
    if (alpha !== 1) sum += (alpha - 1) * log(fractions[i] as number);
  }
  return sum;
}

// The logarithm of a gamma deviate: the deviate itself may underflow.
function logGammaDraw(alpha: number, uniform: number): number {
  return uniform > 0.5
    ? logInverseGamma(alpha, 1 - uniform, true)
    : logInverseGamma(alpha, uniform || SMALLEST_UNIFORM, false);
}

function normalised(logs: readonly number[]): number[] {
  const largest = Math.max(...logs);
  const weights = logs.map((value) => exp(value - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
