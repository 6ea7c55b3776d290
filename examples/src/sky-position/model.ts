import { defineModelFactory, type PortableModel, type Position } from '@epsie/core';
import { arrivalTimes, directionTo } from './detectors.ts';

/** Right ascension and declination, in radians. */
export const parameters = ['ra', 'dec'] as const;

/** Name of a parameter. */
export type Parameter = (typeof parameters)[number];

/** Measurement of a source: an arrival time at each detector, in milliseconds, with standard error `sigma`. */
export type Measurement = { readonly times: readonly number[]; readonly sigma: number };

/** Uniform on the sky, per steradian: without a cos(dec), since `solidAngle` proposes per unit solid angle. */
const LOG_PRIOR = -Math.log(4 * Math.PI);

/**
 * Returns the log likelihood of a position. The time at which the wave passed the centre of the Earth is unknown.
 * Integrating over it leaves only the differences of the arrival times.
 */
export function logLikelihood(ra: number, dec: number, { times, sigma }: Measurement): number {
  const residuals = arrivalTimes(directionTo(ra, dec)).map((time, i) => (times[i] as number) - time);
  const mean = residuals.reduce((sum, r) => sum + r, 0) / residuals.length;
  const squares = residuals.reduce((sum, r) => sum + (r - mean) ** 2, 0);
  return (-0.5 * squares) / sigma ** 2;
}

/** Creates the model of a measurement. */
export const sky: (measurement: Measurement) => PortableModel<Parameter> = defineModelFactory(
  import.meta.url,
  (measurement: Measurement) => ({
    evaluate: ({ ra, dec }: Position<Parameter>) => ({
      logPrior: LOG_PRIOR,
      logLikelihood: logLikelihood(ra, dec, measurement),
    }),
    samplePrior: (random) => ({ ra: random.uniform(0, 2 * Math.PI), dec: Math.asin(random.uniform(-1, 1)) }),
  }),
  'sky',
);
