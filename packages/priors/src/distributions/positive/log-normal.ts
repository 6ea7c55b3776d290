import { expectFinite, expectPositive } from '@epsie/core/checks';
import { exp, log, normalLogPdf } from '@epsie/core/math';
import { expm1 } from '../../math/expm1.ts';
import { normalQuantile } from '../../math/normal-interval.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';
import { normalTail } from '../real/normal.ts';

/** A {@link logNormal} distribution as plain data. */
export type LogNormalSpec = {
  /** Name of the distribution. */
  readonly kind: 'logNormal';
  /** Mean of the logarithm. */
  readonly logMean: number;
  /** Standard deviation of the logarithm. */
  readonly logStd: number;
};

/**
 * Creates a log-normal distribution: that of a positive number whose logarithm is normal.
 *
 * @param logMean mean of the logarithm
 * @param logStd standard deviation of the logarithm
 * @throws TypeError or RangeError unless `logMean` is finite and `logStd` positive
 */
export function logNormal(logMean: number, logStd: number): Distribution<LogNormalSpec> {
  const spec = {
    kind: 'logNormal',
    logMean: expectFinite('logMean', logMean),
    logStd: expectPositive('logStd', logStd),
  } as const;
  return createDistribution(spec, logNormalLaw(spec));
}

/** The code of {@link logNormal}. */
export const logNormalKind: DistributionKind<LogNormalSpec> = { kind: 'logNormal', law: logNormalLaw };

function logNormalLaw({ logMean, logStd }: LogNormalSpec): Law {
  const logWidth = log(logStd);
  const mean = exp(logMean + 0.5 * logStd * logStd);
  return {
    domain: { lower: 0, upper: Number.POSITIVE_INFINITY },
    mean,
    sd: mean * Math.sqrt(expm1(logStd * logStd)),
    logDensity(x) {
      if (x === 0) return Number.NEGATIVE_INFINITY;
      const logX = log(x);
      return normalLogPdf((logX - logMean) / logStd) - logWidth - logX;
    },
    probability: (x, upper) => normalTail((upper ? logMean - log(x) : log(x) - logMean) / logStd),
    inverse: (p, upper) => exp(logMean + (upper ? -logStd : logStd) * normalQuantile(p)),
  };
}
