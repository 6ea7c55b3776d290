import { expected, expectFinite, rangeError, typeError } from '@epsie/core/checks';

/**
 * Checks for finite bounds, the lower one below the upper. An infinite bound of a flat density would make an improper prior, and the
 * message states what to write instead.
 *
 * @throws TypeError or RangeError that names the argument, what was expected and what came
 */
export function expectInterval(lower: unknown, upper: unknown): void {
  expectProper('lower', lower);
  const low = lower as number;
  const high = expectProper('upper', upper);
  if (!(high > low)) throw rangeError(expected('upper', `above \`lower\` (${low})`, high));
  if (!Number.isFinite(high - low)) throw rangeError(expected('upper', 'less than 1.8e308 above `lower`', high));
}

/** Checks for finite positive bounds, the lower one below the upper. */
export function expectPositiveInterval(lower: unknown, upper: unknown): void {
  const low = expectProper('lower', lower);
  if (!(low > 0)) throw rangeError(expected('lower', 'a positive number', low));
  expectInterval(lower, upper);
}

/** Checks for bounds that may be infinite, the lower one below the upper. */
export function expectBounds(lower: unknown, upper: unknown): void {
  if (typeof lower !== 'number') throw typeError(expected('lower', 'a number', lower));
  if (typeof upper !== 'number') throw typeError(expected('upper', 'a number', upper));
  if (!(lower < Number.POSITIVE_INFINITY)) throw rangeError(expected('lower', 'a number or -Infinity', lower));
  if (!(upper > lower)) throw rangeError(expected('upper', `above \`lower\` (${lower})`, upper));
}

/** Checks for safe integers, the lowest not above the highest. */
export function expectIntegers(lowest: unknown, highest: unknown): void {
  const low = expectSafeInteger('lowest', lowest);
  const high = expectSafeInteger('highest', highest);
  if (high < low) throw rangeError(expected('highest', `at least \`lowest\` (${low})`, high));
}

/** Checks for a non-empty list of numbers that each satisfy a condition. Returns a copy. */
export function expectNumbers(
  option: string,
  values: unknown,
  what: string,
  isValid: (value: number) => boolean,
): readonly number[] {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values))
    throw typeError(expected(option, `an array of ${what}`, values));
  const list = Array.from(values as ArrayLike<number>);
  const wrong = list.findIndex((value) => typeof value !== 'number' || !isValid(value));
  if (wrong >= 0) throw rangeError(expected(`${option}[${wrong}]`, `one of ${what}`, list[wrong]));
  if (list.length === 0) throw rangeError(expected(option, `an array of at least one of ${what}`, values));
  return list;
}

function expectSafeInteger(option: string, value: unknown): number {
  if (typeof value !== 'number') throw typeError(expected(option, 'an integer', value));
  if (!Number.isSafeInteger(value)) throw rangeError(expected(option, 'an integer', value));
  return value;
}

function expectProper(option: string, value: unknown): number {
  if (value !== Number.POSITIVE_INFINITY && value !== Number.NEGATIVE_INFINITY) return expectFinite(option, value);
  const advice =
    'A prior without that bound cannot be normalised. Choose a bound, or write `normal(…)`, `cauchy(…)` or `logNormal(…)`';
  throw rangeError(`${expected(option, 'a finite number', value)}. ${advice}`);
}
