import { describe } from '../data/describe.ts';
import { findNotPlain, isPlainObject } from '../data/plain-data.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import { suggestion } from './nearest.ts';

const kindOf = (value: unknown): string => {
  if (['number', 'undefined', 'function'].includes(typeof value) || value === null) return '';
  return ` (${Array.isArray(value) ? 'array' : typeof value})`;
};

/**
 * Returns the message for an invalid option: what was expected of which option, and what came. If the option needs the result
 * of a function but got the function, the message advises calling it.
 */
export function expected(option: string, what: string, got: unknown): string {
  const advice = what.startsWith('made by ') ? callIt(got) : '';
  return `Expected \`${option}\` to be ${what}, got ${describe(got)}${kindOf(got)}${advice}`;
}

/** Returns the advice for a function that was passed instead of its result; empty for any other value. */
export const callIt = (got: unknown): string =>
  typeof got === 'function' && got.name !== '' ? `. Call it: \`${got.name}(…)\`` : '';

/** Checks for an integer of at least `min`. */
export function expectInteger(option: string, value: unknown, min: number): number {
  if (typeof value !== 'number') throw typeError(expected(option, `an integer from ${min} up`, value));
  if (!Number.isSafeInteger(value) || value < min)
    throw rangeError(expected(option, `an integer from ${min} up`, value));
  return value;
}

/** Checks for a finite number above zero. */
export function expectPositive(option: string, value: unknown): number {
  if (typeof value !== 'number') throw typeError(expected(option, 'a positive number', value));
  if (!(value > 0) || value === Infinity) throw rangeError(expected(option, 'a positive number', value));
  return value;
}

/** Checks for a number strictly between 0 and 1. */
export function expectFraction(option: string, value: unknown): number {
  if (typeof value !== 'number') throw typeError(expected(option, 'a number between 0 and 1', value));
  if (!(value > 0 && value < 1)) throw rangeError(expected(option, 'a number between 0 and 1', value));
  return value;
}

/** Checks for a finite number. */
export function expectFinite(option: string, value: unknown): number {
  if (typeof value !== 'number') throw typeError(expected(option, 'a number', value));
  if (!Number.isFinite(value)) throw rangeError(expected(option, 'a finite number', value));
  return value;
}

/** Checks for `true` or `false`. */
export function expectBoolean(option: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw typeError(expected(option, 'true or false', value));
  return value;
}

/** Checks for plain data, which can be sent to another process. */
export function expectPlain<T>(option: string, value: T): T {
  const found = findNotPlain(option, value);
  if (found === undefined) return value;
  const plain = 'plain data (numbers, strings, booleans, bigints, typed arrays, arrays and objects of these)';
  throw typeError(expected(found.path, plain, found.value));
}

/**
 * Checks for an object with no other keys than the known ones. Catches misspelt options.
 *
 * @param example options to suggest if the value is not an object
 */
export function expectOptions(owner: string, options: unknown, known: readonly string[], example?: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const got = `${describe(options)}. Write \`${example ?? exampleOf(known[0], options)}\``;
    throw typeError(`Expected the options of \`${owner}\` to be an object, got ${got}`);
  }
  if (!isPlainObject(options)) {
    const name = (options.constructor as { name?: unknown } | undefined)?.name;
    throw typeError(`Expected the options of \`${owner}\` to be a plain object, got an instance of ${String(name)}`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw typeError(
    `Unknown option \`${unknown}\` of \`${owner}\`: expected ${quoted(known)}${suggestion(unknown, known)}`,
  );
}

// A single value was probably meant for the first option.
function exampleOf(name: string | undefined, value: unknown): string {
  const isSingle = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
  return `{ ${name}: ${isSingle ? describe(value) : '…'} }`;
}

/** Checks for a name or a non-empty array of distinct names. Returns an array. */
export function expectNames<P extends string>(option: string, names: P | readonly P[]): readonly P[] {
  const list = typeof names === 'string' ? [names] : names;
  if (!Array.isArray(list) || list.length === 0 || list.some((name) => typeof name !== 'string' || name === '')) {
    throw typeError(expected(option, 'a parameter name or an array of names', names));
  }
  const twice = list.find((name, i) => list.indexOf(name) !== i);
  if (twice !== undefined)
    throw typeError(`Expected the names in \`${option}\` to be distinct, got \`${twice}\` twice`);
  return [...list];
}

/**
 * Checks for an object with exactly the given parameter names as keys. Returns the values in the order of the names.
 *
 * @param item placeholder for the value of each name in messages
 */
export function expectByName<P extends string, V>(
  option: string,
  values: unknown,
  names: readonly P[],
  item = 'number',
): V[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values) || ArrayBuffer.isView(values)) {
    const entries = names.map((name) => `${name}: ${item}`).join(', ');
    throw typeError(expected(option, `an object like { ${entries} }`, values));
  }
  const missing = names.find((name) => !Object.hasOwn(values, name));
  if (missing !== undefined)
    throw typeError(`Expected \`${option}\` to have parameter \`${missing}\`, got ${describe(values)}`);
  const unknown = Object.keys(values).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) throw typeError(unknownParameter(unknown, `\`${option}\``, names));
  return names.map((name) => (values as { [K in P]: V })[name]);
}

/** Checks for lower and upper bounds by parameter name: finite, lower below upper. */
export function expectBounds<P extends string>(
  bounds: unknown,
  names: readonly P[],
): readonly (readonly [number, number])[] {
  return expectByName<P, unknown>('bounds', bounds, names, '[lower, upper]').map((pair, i) => {
    const option = `bounds.${names[i]}`;
    if (!isNumbers(pair) || pair.length !== 2)
      throw typeError(expected(option, 'a pair [lower, upper] of numbers', pair));
    const [lower, upper] = Array.from(pair) as [number, number];
    if (!Number.isFinite(lower) || !Number.isFinite(upper) || lower >= upper) {
      throw rangeError(expected(option, 'a pair of finite numbers with lower < upper', pair));
    }
    return [lower, upper] as const;
  });
}

/** Returns whether a value is an array, plain or typed, of numbers. */
export function isNumbers(value: unknown): value is ArrayLike<number> & Iterable<number> {
  if (ArrayBuffer.isView(value))
    return !(value instanceof BigInt64Array || value instanceof BigUint64Array || value instanceof DataView);
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

/** Returns whether a value is an integer of 0 or more. */
export const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Returns names in backticks, for messages. */
export const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** Returns the message for a name that is not a parameter. */
export const unknownParameter = (name: string, where: string, known: readonly string[]): string =>
  `Unknown parameter \`${name}\` in ${where}: expected ${quoted(known)}${suggestion(name, known)}`;
