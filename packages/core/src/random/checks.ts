/** Throws unless `value` is an integer that a double holds exactly and that is at least `minimum`. */
export function checkInteger(name: string, value: number, minimum: number = Number.MIN_SAFE_INTEGER): void {
  if (typeof value !== 'number') throw new TypeError(`Expected \`${name}\` to be an integer, got ${describe(value)}`);
  if (Number.isSafeInteger(value) && value >= minimum) return;
  const range = minimum === Number.MIN_SAFE_INTEGER ? '' : ` from ${minimum} up`;
  throw new RangeError(`Expected \`${name}\` to be an integer${range}, got ${value}`);
}

/** `value` as a bigint; throws unless it is an integer (number or bigint). */
export function toBigInt(name: string, value: number | bigint): bigint {
  if (typeof value === 'bigint') return value;
  checkInteger(name, value);
  return BigInt(value);
}

/** `value` as a bigint; throws unless it is an integer (number or bigint) from 0 up to `maximum`. */
export function toUnsigned(name: string, value: number | bigint, maximum?: bigint): bigint {
  const integer = toBigInt(name, value);
  if (integer >= 0n && (maximum === undefined || integer <= maximum)) return integer;
  const range = maximum === undefined ? 'from 0 up' : `from 0 to ${maximum}`;
  throw new RangeError(`Expected \`${name}\` to be an integer ${range}, got ${integer}`);
}

/** A value as it appears in an error message, with its type where that is the point. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value}' (string)`;
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? 'an object' : `${String(value)} (${typeof value})`;
}
