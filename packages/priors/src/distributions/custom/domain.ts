import type { PriorDomain } from '@epsie/core';
import { expected, rangeError, typeError } from '@epsie/core/checks';

/**
 * Checks for a domain: bounds that may be infinite, the lower one below the upper.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 */
export function expectDomain(option: string, domain: unknown): void {
  if (typeof domain !== 'object' || domain === null || Array.isArray(domain))
    throw typeError(expected(option, 'an object like { lower: 0, upper: 1 }', domain));
  const { lower, upper, periodic } = domain as Partial<PriorDomain>;
  if (typeof lower !== 'number') throw typeError(expected(`${option}.lower`, 'a number or -Infinity', lower));
  if (typeof upper !== 'number') throw typeError(expected(`${option}.upper`, 'a number or Infinity', upper));
  if (!(lower < upper)) throw rangeError(expected(`${option}.upper`, `above \`lower\` (${lower})`, upper));
  if (periodic && !Number.isFinite(upper - lower))
    throw rangeError(expected(option, 'finite bounds, since it is periodic', domain));
}

/** Returns whether a number is in a domain. */
export function isInside({ lower, upper, integer, periodic }: PriorDomain, x: number): boolean {
  if (!Number.isFinite(x)) return false;
  return periodic === true || (x >= lower && x <= upper && !(integer && !Number.isInteger(x)));
}

/** Checks for a standard deviation, a positive number, or NaN if there was none. */
export function expectSd(option: string, sd: unknown): number {
  if (sd === undefined) return Number.NaN;
  if (typeof sd !== 'number') throw typeError(expected(option, 'a positive number', sd));
  if (sd <= 0) throw rangeError(expected(option, 'a positive number', sd));
  return sd;
}

/** Checks for a function. */
export function expectFunction(option: string, value: unknown): void {
  if (typeof value !== 'function') throw typeError(expected(option, 'a function', value));
}
