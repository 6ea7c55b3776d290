import { expected, rangeError } from '@epsie/core/checks';

/** Checks for a probability above 0 and below 1. */
export function expectProbability(probability: unknown): number {
  if (typeof probability === 'number' && probability > 0 && probability < 1) return probability;
  throw rangeError(expected('probability', 'a number above 0 and below 1, such as 0.94', probability));
}
