import { expectOptions, expectPositive } from '@epsie/core/checks';
import { exp, log, log1p } from '@epsie/core/math';
import { expm1 } from '../../math/expm1.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** Numbers of {@link exponential}. */
export type ExponentialOptions = {
  /** Rate: the reciprocal of the mean. */
  readonly rate: number;
};

/** An {@link exponential} distribution as plain data. */
export type ExponentialSpec = ExponentialOptions & {
  /** Name of the distribution. */
  readonly kind: 'exponential';
};

/**
 * Creates an exponential distribution, on the numbers from 0 up.
 *
 * @throws TypeError or RangeError unless `rate` is a positive number
 */
export function exponential(options: ExponentialOptions): Distribution<ExponentialSpec> {
  expectOptions('exponential', options, ['rate'], 'exponential({ rate: 2 })');
  const spec = { kind: 'exponential', rate: expectPositive('rate', options.rate) } as const;
  return createDistribution(spec, exponentialLaw(spec));
}

/** The code of {@link exponential}. */
export const exponentialKind: DistributionKind<ExponentialSpec> = { kind: 'exponential', law: exponentialLaw };

function exponentialLaw({ rate }: ExponentialSpec): Law {
  const logRate = log(rate);
  return {
    domain: { lower: 0, upper: Number.POSITIVE_INFINITY },
    mean: 1 / rate,
    sd: 1 / rate,
    logDensity: (x) => logRate - rate * x,
    probability: (x, upper) => (upper ? exp(-rate * x) : -expm1(-rate * x)),
    inverse: (p, upper) => -(upper ? log(p) : log1p(-p)) / rate,
  };
}
