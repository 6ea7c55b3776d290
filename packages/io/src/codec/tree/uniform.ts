import { type AnyTypedArray, isTypedArrayName, typeOf } from './value-types.ts';

/** Arrays of up to this many elements stay in the JSON for people to read, unless they contain typed arrays. */
const SHORT = 16;

/** Returns whether one node can describe values, judged by their types, keys and lengths, not by what is nested in them. */
export function isUniform(values: readonly unknown[]): boolean {
  const [first] = values;
  const type = typeOf(first);
  if (type === 'number' || type === 'boolean') return every(values, (value) => typeof value === type);
  if (!every(values, (value) => typeOf(value) === type)) return false;
  if (type === 'array' || isTypedArrayName(type)) return sameLength(values as readonly { readonly length: number }[]);
  if (type === 'object') return sameKeys(values as readonly object[]);
  return (type === 'bigint' && every(values, fitsTwoLimbs)) || every(values, (value) => value === first);
}

// `Array.prototype.every` takes several times as long.
function every<T>(values: readonly T[], test: (value: T) => boolean): boolean {
  for (let i = 0; i < values.length; i++) if (!test(values[i] as T)) return false;
  return true;
}

const LIMIT = 1n << 128n;

/** Returns whether a value is a bigint from 0 to 2^128 − 1. */
export const fitsTwoLimbs = (value: unknown): boolean => typeof value === 'bigint' && value >= 0n && value < LIMIT;

function sameLength(values: readonly { readonly length: number }[]): boolean {
  const { length } = values[0] as { readonly length: number };
  return every(values, (value) => value.length === length);
}

function sameKeys(values: readonly object[]): boolean {
  const first = Object.keys(values[0] as object);
  return every(values, (value) => {
    const keys = Object.keys(value);
    if (keys.length !== first.length) return false;
    for (let i = 0; i < keys.length; i++) if (keys[i] !== first[i]) return false;
    return true;
  });
}

/** Returns whether values are typed arrays of one type, of any lengths. */
export function areTypedArrays(values: readonly unknown[]): values is readonly AnyTypedArray[] {
  const type = typeOf(values[0]);
  return isTypedArrayName(type) && every(values, (value) => typeOf(value) === type);
}

/**
 * Returns whether an array is better stored as arrays of its leaves. A short list of numbers, or a list of records that contain strings,
 * is not.
 */
export function isWorthStacking(items: readonly unknown[]): boolean {
  if (!isUniform(items)) return items.length > SHORT;
  const leaves = new Set<string>();
  collectLeaves(items[0], leaves);
  if ([...leaves].some(isTypedArrayName)) return true;
  return items.length > SHORT && !leaves.has('string');
}

function collectLeaves(value: unknown, leaves: Set<string>): void {
  const type = typeOf(value);
  if (type === 'array' || type === 'object') {
    for (const item of Object.values(value as object)) collectLeaves(item, leaves);
  } else leaves.add(type);
}
