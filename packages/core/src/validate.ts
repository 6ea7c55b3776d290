import { describe } from './error-data.ts';
import { findUnplain, isPlainObject } from './plain.ts';

const kindOf = (value: unknown): string => {
  if (typeof value === 'number' || value === undefined || value === null) return '';
  return ` (${Array.isArray(value) ? 'array' : typeof value})`;
};

/** The message of every wrong option: what was expected of which option, and what came. */
export function expected(option: string, what: string, got: unknown): string {
  return `Expected \`${option}\` to be ${what}, got ${describe(got)}${kindOf(got)}`;
}

/** An integer from `min` up. */
export function expectInteger(option: string, value: unknown, min: number): number {
  if (typeof value !== 'number') throw new TypeError(expected(option, `an integer from ${min} up`, value));
  if (!Number.isSafeInteger(value) || value < min)
    throw new RangeError(expected(option, `an integer from ${min} up`, value));
  return value;
}

/** A finite number that is more than zero. */
export function expectPositive(option: string, value: unknown): number {
  if (typeof value !== 'number') throw new TypeError(expected(option, 'a positive number', value));
  if (!(value > 0) || value === Infinity) throw new RangeError(expected(option, 'a positive number', value));
  return value;
}

/** A number strictly between 0 and 1. */
export function expectFraction(option: string, value: unknown): number {
  if (typeof value !== 'number') throw new TypeError(expected(option, 'a number between 0 and 1', value));
  if (!(value > 0 && value < 1)) throw new RangeError(expected(option, 'a number between 0 and 1', value));
  return value;
}

/** A finite number. */
export function expectFinite(option: string, value: unknown): number {
  if (typeof value !== 'number') throw new TypeError(expected(option, 'a number', value));
  if (!Number.isFinite(value)) throw new RangeError(expected(option, 'a finite number', value));
  return value;
}

/** `true` or `false`. */
export function expectBoolean(option: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError(expected(option, 'true or false', value));
  return value;
}

/** Plain data, which can cross to another process. */
export function expectPlain<T>(option: string, value: T): T {
  const found = findUnplain(option, value);
  if (found === undefined) return value;
  const plain = 'plain data (numbers, strings, booleans, bigints, typed arrays, arrays and objects of these)';
  throw new TypeError(expected(found.path, plain, found.value));
}

/** An object with no other keys than the known ones; catches misspelt options. */
export function expectOptions(owner: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`Expected the options of \`${owner}\` to be an object, got ${describe(options)}`);
  }
  if (!isPlainObject(options)) {
    const name = (options.constructor as { name?: unknown } | undefined)?.name;
    throw new TypeError(`Expected the options of \`${owner}\` to be a plain object, got a(n) ${String(name)}`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(
    `Unknown option \`${unknown}\` of \`${owner}\`: expected ${known.map((k) => `\`${k}\``).join(', ')}`,
  );
}

/** A name, or an array of distinct names with at least one; always given back as an array. */
export function expectNames<P extends string>(option: string, names: P | readonly P[]): readonly P[] {
  const list = typeof names === 'string' ? [names] : names;
  if (!Array.isArray(list) || list.length === 0 || list.some((name) => typeof name !== 'string' || name === '')) {
    throw new TypeError(expected(option, 'a parameter name or an array of names', names));
  }
  const twice = list.find((name, i) => list.indexOf(name) !== i);
  if (twice !== undefined)
    throw new TypeError(`Expected the names in \`${option}\` to be distinct, got \`${twice}\` twice`);
  return [...list];
}

/** An object by parameter name with exactly the given names; gives the values in the order of the names. */
export function expectByName<P extends string, V>(option: string, values: unknown, names: readonly P[]): V[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new TypeError(expected(option, `an object with the parameters ${quoted(names)}`, values));
  }
  const missing = names.find((name) => !Object.hasOwn(values, name));
  if (missing !== undefined)
    throw new TypeError(`Expected \`${option}\` to have parameter \`${missing}\`, got ${describe(values)}`);
  const unknown = Object.keys(values).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new TypeError(`Unknown parameter \`${unknown}\` in \`${option}\`: expected ${quoted(names)}`);
  return names.map((name) => (values as { [K in P]: V })[name]);
}

/** Lower and upper bounds by parameter name, lower below upper, both finite. */
export function expectBounds<P extends string>(
  bounds: unknown,
  names: readonly P[],
): readonly (readonly [number, number])[] {
  return expectByName<P, unknown>('bounds', bounds, names).map((pair, i) => {
    const option = `bounds.${names[i]}`;
    if (!isNumbers(pair) || pair.length !== 2)
      throw new TypeError(expected(option, 'a pair [lower, upper] of numbers', pair));
    const [lower, upper] = Array.from(pair) as [number, number];
    if (!Number.isFinite(lower) || !Number.isFinite(upper) || lower >= upper) {
      throw new RangeError(expected(option, 'a pair of finite numbers with lower < upper', pair));
    }
    return [lower, upper] as const;
  });
}

/** Whether a value is an array, plain or typed, of numbers. */
export function isNumbers(value: unknown): value is ArrayLike<number> & Iterable<number> {
  if (ArrayBuffer.isView(value))
    return !(value instanceof BigInt64Array || value instanceof BigUint64Array || value instanceof DataView);
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

/** Names in backticks, for messages. */
export const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
