import { defineModelFactory } from '@epsie/core';
import { isotropic } from '@epsie/priors';
import { arrivalTimes, directionTo } from './detectors.ts';

/** Right ascension and declination, in radians: uniform on the sky. */
const prior = isotropic({ azimuth: 'ra', polar: 'dec', convention: 'declination' });

/** Measurement of a source: an arrival time at each detector, in milliseconds, with standard error `sigma`. */
export type Measurement = { readonly times: readonly number[]; readonly sigma: number };

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
export const sky = defineModelFactory(
  import.meta.url,
  {
    prior,
    logLikelihood:
      (measurement: Measurement) =>
      ({ ra, dec }) =>
        logLikelihood(ra, dec, measurement),
  },
  'sky',
);
