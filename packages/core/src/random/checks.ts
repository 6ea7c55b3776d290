import { expected } from '../checks/validate.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';

/** Throws unless `value` is a number that is an integer, exact as a double, within the limits. */
export function checkInteger(
  name: string,
  value: number,
  minimum: number = Number.MIN_SAFE_INTEGER,
  maximum: number = Number.MAX_SAFE_INTEGER,
): void {
  if (!Number.isSafeInteger(value) || value < minimum || value > maximum) rejectInteger(name, value, minimum, maximum);
}

/** Throws; apart from the check, which is small enough to be inlined. */
function rejectInteger(name: string, value: number, minimum: number, maximum: number): never {
  const from = minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : '';
  const what = `an integer${from}${maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : from && ' up'}`;
  if (typeof value !== 'number') throw typeError(expected(name, what, value));
  throw rangeError(expected(name, what, value));
}

/** Returns `value` as a bigint; throws unless it is an integer, number or bigint. */
export function toBigInt(name: string, value: number | bigint): bigint {
  if (typeof value === 'bigint') return value;
  checkInteger(name, value);
  return BigInt(value);
}

/** Returns `value` as a bigint; throws unless it is an integer ≥ 0, number or bigint. */
export function toUnsigned(name: string, value: number | bigint): bigint {
  if (typeof value === 'bigint' && value >= 0n) return value;
  if (typeof value === 'bigint') throw rangeError(expected(name, 'an integer from 0 up', value));
  checkInteger(name, value, 0);
  return BigInt(value);
}

/** Throws unless `value` is a bigint of at most 128 bits. */
export function checkUint128(name: string, value: unknown): void {
  const what = 'a bigint from 0 to 2^128 - 1';
  if (typeof value !== 'bigint') throw typeError(expected(name, what, value));
  if (BigInt.asUintN(128, value) !== value) throw rangeError(expected(name, what, value));
}

/** Throws unless `value` is an array, plain or typed. */
export function checkArray(name: string, value: unknown): void {
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) return;
  throw typeError(expected(name, 'an array', value));
}
