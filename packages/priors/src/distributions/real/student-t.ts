import { expectFinite, expectOptions, expectPositive } from '@epsie/core/checks';
import { exp, inverseBeta, log, log1p, logBeta, logIncompleteBeta } from '@epsie/core/math';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

/** Numbers of {@link studentT}. */
export type StudentTOptions = {
  /** Degrees of freedom; any positive number. */
  readonly degrees: number;
  /** Centre: median and mode, and the mean where `degrees` > 1. */
  readonly mean: number;
  /** Width: the standard deviation for infinite degrees of freedom. */
  readonly scale: number;
};

/** A {@link studentT} distribution as plain data. */
export type StudentTSpec = StudentTOptions & {
  /** Name of the distribution. */
  readonly kind: 'studentT';
};

/**
 * Creates a Student t distribution. Its mean is NaN for up to 1 degree of freedom; its standard deviation is NaN up to there, and
 * Infinity up to 2 degrees.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 */
export function studentT(options: StudentTOptions): Distribution<StudentTSpec> {
  expectOptions('studentT', options, ['degrees', 'mean', 'scale'], 'studentT({ degrees: 3, mean: 0, scale: 1 })');
  const degrees = expectPositive('degrees', options.degrees);
  const mean = expectFinite('mean', options.mean);
  const spec = { kind: 'studentT', degrees, mean, scale: expectPositive('scale', options.scale) } as const;
  return createDistribution(spec, studentTLaw(spec));
}

/** The code of {@link studentT}. */
export const studentTKind: DistributionKind<StudentTSpec> = { kind: 'studentT', law: studentTLaw };

function studentTLaw({ degrees, mean, scale }: StudentTSpec): Law {
  const logNorm = logBeta(0.5, 0.5 * degrees) + 0.5 * log(degrees) + log(scale);
  return {
    domain: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY },
    mean: degrees > 1 ? mean : Number.NaN,
    sd: scale * standardSd(degrees),
    logDensity: (x) => -0.5 * (degrees + 1) * logKernel((x - mean) / scale, degrees) - logNorm,
    probability: (x, upper) => lowerTail((upper ? mean - x : x - mean) / scale, degrees),
    inverse: (p, upper) => mean + (upper ? scale : -scale) * distanceOf(p, degrees),
  };
}

function standardSd(degrees: number): number {
  if (degrees <= 1) return Number.NaN;
  return degrees <= 2 ? Number.POSITIVE_INFINITY : Math.sqrt(degrees / (degrees - 2));
}

// log(1 + z²/ν).
function logKernel(z: number, degrees: number): number {
  return Math.abs(z) > 1e100 ? 2 * log(Math.abs(z)) - log(degrees) : log1p((z * z) / degrees);
}

// Abramowitz & Stegun, 26.7.1, with both arguments of the incomplete beta function without cancellation.
function lowerTail(z: number, degrees: number): number {
  const ratio = (z / degrees) * z;
  const far = ratio === Number.POSITIVE_INFINITY ? 0 : 1 / (1 + ratio);
  const logTail =
    far === 0
      ? 0.5 * degrees * (log(degrees) - 2 * log(Math.abs(z))) - logBeta(0.5 * degrees, 0.5) - log(0.5 * degrees)
      : logIncompleteBeta(0.5 * degrees, 0.5, far, ratio * far);
  const tail = 0.5 * exp(logTail);
  return z <= 0 ? tail : 1 - tail;
}

// The z ≥ 0 beyond which the probability is p.
function distanceOf(p: number, degrees: number): number {
  const [x, y] = inverseBeta(0.5 * degrees, 0.5, Math.min(1, 2 * p));
  return x === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(degrees) * Math.sqrt(y / x);
}
