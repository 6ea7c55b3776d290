import { expected, rangeError } from '@epsie/core/checks';
import { log } from '@epsie/core/math';
import { expectNumbers } from '../../checks/arguments.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';
import { firstInteger } from './first-integer.ts';

/** A {@link categorical} distribution as plain data. */
export type CategoricalSpec = {
  /** Name of the distribution. */
  readonly kind: 'categorical';
  /** Weights of the integers from 0 up. */
  readonly weights: readonly number[];
};

/**
 * Creates a distribution of the integers from 0 up with given weights, which are divided by their sum.
 *
 * @throws TypeError or RangeError unless there are numbers of at least 0, not all 0
 */
export function categorical(weights: readonly number[]): Distribution<CategoricalSpec> {
  const list = expectNumbers('weights', weights, 'weights: finite numbers of at least 0', isWeight);
  if (list.every((weight) => weight === 0))
    throw rangeError(expected('weights', 'weights that are not all 0', weights));
  const spec = { kind: 'categorical', weights: list } as const;
  return createDistribution(spec, categoricalLaw(spec));
}

/** The code of {@link categorical}. */
export const categoricalKind: DistributionKind<CategoricalSpec> = { kind: 'categorical', law: categoricalLaw };

const isWeight = (weight: number): boolean => weight >= 0 && Number.isFinite(weight);

function categoricalLaw({ weights }: CategoricalSpec): Law {
  const total = sumOf(weights);
  const shares = weights.map((weight) => weight / total);
  const below = shares.map((_, k) => (k === weights.length - 1 ? 1 : sumOf(weights.slice(0, k + 1)) / total));
  const above = shares.map((_, k) => sumOf(weights.slice(k + 1)) / total);
  const mean = sumOf(shares.map((share, k) => share * k));
  const last = weights.length - 1;
  return {
    domain: { lower: 0, upper: last, integer: true },
    mean,
    sd: Math.sqrt(sumOf(shares.map((share, k) => share * (k - mean) * (k - mean)))),
    logDensity: (k) => log(shares[k] as number),
    probability: (k, upper) => (upper ? above : below)[k] as number,
    inverse: (p, upper) =>
      firstInteger((k) => k >= last || (upper ? (above[k] as number) <= p : (below[k] as number) >= p), 0, 0),
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
