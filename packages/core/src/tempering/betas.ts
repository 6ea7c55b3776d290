import { expected, expectInteger, expectPositive, isNumbers } from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import { power } from '../math/elementary.ts';

/**
 * Returns a geometric ladder of inverse temperatures from 1 down to 1 / `maxTemperature`, coldest first.
 *
 * @param count number of temperatures; a ladder of one is [1]
 * @param maxTemperature temperature of the hottest level: finite, above 1
 *
 * @example
 * ```ts
 * import { betaLadder } from '@epsie/core';
 *
 * betaLadder(3, 100); // Float64Array [1, 0.1, 0.01]
 * ```
 */
export function betaLadder(count: number, maxTemperature: number): Float64Array {
  expectInteger('count', count, 1);
  expectPositive('maxTemperature', maxTemperature);
  if (count > 1 && maxTemperature <= 1) throw rangeError(expected('maxTemperature', 'above 1', maxTemperature));
  return Float64Array.from({ length: count }, (_, i) => rounded(power(maxTemperature, -i / (count - 1))));
}

// Rounded to 15 digits, so that 0.1 is exactly 0.1.
const rounded = (beta: number): number => Number(beta.toPrecision(15));

/** Checks inverse temperatures: distinct, each in [0, 1]. Returns them sorted, coldest first. */
export function resolveBetas(betas: unknown): Float64Array {
  if (!isNumbers(betas) || betas.length === 0) {
    throw typeError(expected('betas', 'an array of inverse temperatures', betas));
  }
  const sorted = Float64Array.from(betas).sort((a, b) => b - a);
  const outside = Array.from(betas).find((beta) => !(beta >= 0 && beta <= 1));
  if (outside !== undefined)
    throw rangeError(`Expected \`betas\` to be in [0, 1], got ${outside} in ${describe(betas)}`);
  const twice = sorted.find((beta, i) => beta === sorted[i - 1]);
  if (twice !== undefined)
    throw rangeError(`Expected \`betas\` to be distinct, got ${twice} twice in ${describe(betas)}`);
  return sorted;
}
