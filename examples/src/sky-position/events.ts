import { arrivalTimes, directionTo } from './detectors.ts';
import type { Measurement } from './model.ts';

/** A simulated event: the position of the source, and the measurement of the detectors. */
export type Event = {
  readonly name: string;
  readonly ra: number;
  readonly dec: number;
  readonly measurement: Measurement;
};

/** Timing error of a detector for a signal-to-noise ratio of about 10 in a band of 100 Hz, in milliseconds. */
const SIGMA = 0.16;

/** Errors of the three arrival times, in units of their σ: fixed, so that an event never changes. */
const ERRORS = [0.4, -0.9, 0.7];

const DEGREE = Math.PI / 180;

function makeEvent(name: string, ra: number, dec: number): Event {
  const times = arrivalTimes(directionTo(ra * DEGREE, dec * DEGREE)).map((t, i) => t + SIGMA * (ERRORS[i] as number));
  return { name, ra: ra * DEGREE, dec: dec * DEGREE, measurement: { times, sigma: SIGMA } };
}

/** One source far from the poles of the sky, and one next to the north pole, where all azimuths are close together. */
export const events: readonly Event[] = [
  makeEvent('a source at ra 197.5°, dec −23.4°', 197.5, -23.4),
  makeEvent('a source 0.4° from the north pole', 60, 89.6),
];
