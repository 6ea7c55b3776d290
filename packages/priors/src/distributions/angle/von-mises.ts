import { expectFinite, expectOptions, expectPositive } from '@epsie/core/checks';
import { exp, log, solve } from '@epsie/core/math';
import { circularExponent, circularTail, logScaledBesselI0 } from '../../math/circle.ts';
import { normalQuantile } from '../../math/normal-interval.ts';
import { momentsOf } from '../../math/quadrature.ts';
import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';

const LOG_2PI = 1.8378770664093453;

/** Numbers of {@link vonMises}. */
export type VonMisesOptions = {
  /** Direction of the maximum, in radians. */
  readonly mean: number;
  /** Concentration: about the reciprocal of the variance, if it is large. */
  readonly concentration: number;
};

/** A {@link vonMises} distribution as plain data. */
export type VonMisesSpec = VonMisesOptions & {
  /** Name of the distribution. */
  readonly kind: 'vonMises';
};

/**
 * Creates a von Mises distribution of an angle. The density has a period of 2π; draws and probabilities are those of the period around
 * the mean, from `mean` − π to `mean` + π.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 */
export function vonMises(options: VonMisesOptions): Distribution<VonMisesSpec> {
  expectOptions('vonMises', options, ['mean', 'concentration'], 'vonMises({ mean: 0, concentration: 2 })');
  const mean = expectFinite('mean', options.mean);
  const concentration = expectPositive('concentration', options.concentration);
  const spec = { kind: 'vonMises', mean, concentration } as const;
  return createDistribution(spec, vonMisesLaw(spec));
}

/** The code of {@link vonMises}. */
export const vonMisesKind: DistributionKind<VonMisesSpec> = { kind: 'vonMises', law: vonMisesLaw };

function vonMisesLaw({ mean, concentration: kappa }: VonMisesSpec): Law {
  const logNorm = LOG_2PI + logScaledBesselI0(kappa);
  const tail = (d: number): number => exp(-logNorm) * circularTail(kappa, d);
  return {
    domain: { lower: mean - Math.PI, upper: mean + Math.PI, periodic: true },
    mean,
    sd: standardDeviation(kappa),
    logDensity: (x) => circularExponent(kappa, x - mean) - logNorm,
    probability(x, upper) {
      const d = upper ? mean - x : x - mean;
      return d <= 0 ? tail(d) : 1 - tail(-d);
    },
    inverse: (p, upper) => mean + (upper ? -1 : 1) * angleOf(p, kappa, tail, logNorm),
  };
}

// The angle from −π to 0 below which the probability is p.
function angleOf(p: number, kappa: number, tail: (d: number) => number, logNorm: number): number {
  const logP = log(p);
  const tangent = (d: number) => {
    const logTail = log(tail(d));
    return { value: logTail - logP, slope: exp(circularExponent(kappa, d) - logNorm - logTail) };
  };
  const start = Math.max(normalQuantile(p) / Math.sqrt(kappa), -0.999 * Math.PI);
  return solve(tangent, start, -Math.PI, 0);
}

function standardDeviation(kappa: number): number {
  const reach = Math.min(Math.PI, 20 / Math.sqrt(kappa));
  return momentsOf((d) => exp(circularExponent(kappa, d)), -reach, reach, 32).sd;
}
