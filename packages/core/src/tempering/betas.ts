import {
  expectBoolean,
  expected,
  expectInteger,
  expectOptions,
  expectPositive,
  isNumbers,
} from '../checks/validate.ts';
import { describe } from '../data/describe.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import { power } from '../math/elementary.ts';

/** Options of {@link betaLadder}. */
export type BetaLadderOptions = {
  /** Whether the last level has β = 0, where it samples the prior, which must be proper. Default false. */
  readonly prior?: boolean;
};

/**
 * Returns a geometric ladder of inverse temperatures from 1 down to 1 / `maxTemperature`, coldest first. With `prior: true` the last
 * level has β = 0, and those before it are the geometric ladder.
 *
 * @param count number of temperatures; a ladder of one is [1]
 * @param maxTemperature temperature of the hottest level of the geometric ladder: finite, above 1
 *
 * @example
 * ```ts
 * import { betaLadder } from '@epsie/core';
 *
 * betaLadder(3, 100); // Float64Array [1, 0.1, 0.01]
 * betaLadder(4, 100, { prior: true }); // Float64Array [1, 0.1, 0.01, 0]
 * ```
 */
export function betaLadder(count: number, maxTemperature: number, options: BetaLadderOptions = {}): Float64Array {
  expectOptions('betaLadder', options, ['prior'], '{ prior: true }');
  const prior = expectBoolean('prior', options.prior ?? false);
  expectInteger('count', count, 1);
  if (prior && count < 2)
    throw rangeError(`${expected('count', '2 or more', count)}: with \`prior: true\`, the ladder ends at β = 0`);
  if (maxTemperature === Number.POSITIVE_INFINITY) {
    const advice = `To end at β = 0, write \`betaLadder(${Math.max(count, 2)}, 1000, { prior: true })\``;
    throw rangeError(`${expected('maxTemperature', 'finite', maxTemperature)}. ${advice}`);
  }
  expectPositive('maxTemperature', maxTemperature);
  if (count > 1 && maxTemperature <= 1) throw rangeError(expected('maxTemperature', 'above 1', maxTemperature));
  return prior ? Float64Array.of(...geometric(count - 1, maxTemperature), 0) : geometric(count, maxTemperature);
}

const geometric = (count: number, maxTemperature: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => (i === 0 ? 1 : rounded(power(maxTemperature, -i / (count - 1)))));

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
