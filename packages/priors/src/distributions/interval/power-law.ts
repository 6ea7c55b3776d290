import { expectFinite, expectOptions } from '@epsie/core/checks';
import { exp, log, log1p } from '@epsie/core/math';
import { expectPositiveInterval } from '../../checks/arguments.ts';
import { logPowerIntegral, powerDistance, powerMass } from '../../math/power-interval.ts';
import { type Moments, momentsOf } from '../../math/quadrature.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** Numbers of {@link powerLaw}. */
export type PowerLawOptions = {
  /** Exponent of the density; any number. */
  readonly exponent: number;
  /** Lower bound, positive. */
  readonly lower: number;
  /** Upper bound. */
  readonly upper: number;
};

/** A {@link powerLaw} distribution as plain data. */
export type PowerLawSpec = PowerLawOptions & {
  /** Name of the distribution. */
  readonly kind: 'powerLaw';
};

/**
 * Creates a power law: a density proportional to x^`exponent` between two positive bounds.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 */
export function powerLaw(options: PowerLawOptions): Distribution<PowerLawSpec> {
  const example = 'powerLaw({ exponent: -2, lower: 1, upper: 100 })';
  expectOptions('powerLaw', options, ['exponent', 'lower', 'upper'], example);
  const { lower, upper } = options;
  expectPositiveInterval(lower, upper);
  const spec = { kind: 'powerLaw', exponent: expectFinite('exponent', options.exponent), lower, upper } as const;
  return createDistribution(spec, powerLawKind.law(spec));
}

/** The code of {@link powerLaw}. */
export const powerLawKind: DistributionKind<PowerLawSpec> = {
  kind: 'powerLaw',
  law: ({ exponent, lower, upper }) => powersLaw(exponent, lower, upper),
};

/** Creates the code of a density x^exponent between two positive bounds. */
export function powersLaw(exponent: number, lower: number, upper: number): Law {
  const m = exponent + 1;
  const width = logRatio(upper, lower);
  const logNorm = logPowerIntegral(m, log(lower), width);
  return {
    domain: { lower, upper },
    ...momentsOfPowers(m, lower, width),
    logDensity: (x) => exponent * log(x) - logNorm,
    // Seen from the upper bound, in 1/x, the exponent changes its sign.
    probability: (x, isUpper) =>
      isUpper ? powerMass(-m, logRatio(upper, x), width) : powerMass(m, logRatio(x, lower), width),
    inverse: (p, isUpper) =>
      isUpper ? upper * exp(-powerDistance(-m, p, width)) : lower * exp(powerDistance(m, p, width)),
  };
}

// log(x / y) for x ≥ y, accurate for near ones.
const logRatio = (x: number, y: number): number => (x < 2 * y ? log1p((x - y) / y) : log(x) - log(y));

function momentsOfPowers(m: number, lower: number, width: number): Moments {
  // In a narrow interval the two terms of the variance cancel.
  if (width * Math.max(1, Math.abs(m)) < 4) return narrowMoments(m, lower, width);
  const log0 = logPowerIntegral(m, 0, width);
  const mean = exp(logPowerIntegral(m + 1, 0, width) - log0);
  const square = exp(logPowerIntegral(m + 2, 0, width) - log0);
  return { mean: lower * mean, sd: lower * Math.sqrt(square - mean * mean) };
}

// By quadrature over the excess of x / lower over 1.
function narrowMoments(m: number, lower: number, width: number): Moments {
  const excess = exp(width) - 1;
  const { mean, sd } = momentsOf((t) => exp((m - 1) * log1p(t)), 0, excess, 16);
  return { mean: lower * (1 + mean), sd: lower * sd };
}
