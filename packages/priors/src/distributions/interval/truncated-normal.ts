import { expectFinite, expectOptions, expectPositive } from '@epsie/core/checks';
import { exp, log, normalLogMass, normalLogPdf } from '@epsie/core/math';
import { expectBounds } from '../../checks/arguments.ts';
import { normalIntervalMoments, normalIntervalQuantile } from '../../math/normal-interval.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** Numbers of {@link truncatedNormal}. */
export type TruncatedNormalOptions = {
  /** Mean of the normal that is truncated. */
  readonly mean: number;
  /** Its standard deviation. */
  readonly std: number;
  /** Lower bound; −Infinity for none. */
  readonly lower: number;
  /** Upper bound; Infinity for none. */
  readonly upper: number;
};

/** A {@link truncatedNormal} distribution as plain data. */
export type TruncatedNormalSpec = TruncatedNormalOptions & {
  /** Name of the distribution. */
  readonly kind: 'truncatedNormal';
};

/**
 * Creates a normal distribution truncated to an interval, which may lie far in its tail.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 */
export function truncatedNormal(options: TruncatedNormalOptions): Distribution<TruncatedNormalSpec> {
  const example = 'truncatedNormal({ mean: 0, std: 1, lower: -2, upper: 2 })';
  expectOptions('truncatedNormal', options, ['mean', 'std', 'lower', 'upper'], example);
  const { lower, upper } = options;
  const [mean, std] = [expectFinite('mean', options.mean), expectPositive('std', options.std)];
  expectBounds(lower, upper);
  const spec = { kind: 'truncatedNormal', mean, std, lower, upper } as const;
  return createDistribution(spec, truncatedNormalLaw(spec));
}

/** The code of {@link truncatedNormal}. */
export const truncatedNormalKind: DistributionKind<TruncatedNormalSpec> = {
  kind: 'truncatedNormal',
  law: truncatedNormalLaw,
};

function truncatedNormalLaw({ mean, std, lower, upper }: TruncatedNormalSpec): Law {
  const [a, b] = [(lower - mean) / std, (upper - mean) / std];
  const logMass = normalLogMass(a, b);
  const logNorm = log(std) + logMass;
  const moments = normalIntervalMoments(a, b);
  const logPart = (z: number, isUpper: boolean): number => (isUpper ? normalLogMass(z, b) : normalLogMass(a, z));
  return {
    domain: { lower, upper },
    mean: mean + std * moments.mean,
    sd: std * moments.sd,
    logDensity: (x) => normalLogPdf((x - mean) / std) - logNorm,
    probability: (x, isUpper) => exp(logPart((x - mean) / std, isUpper) - logMass),
    inverse: (p, isUpper) =>
      mean + std * (isUpper ? -normalIntervalQuantile(-b, -a, p) : normalIntervalQuantile(a, b, p)),
  };
}
