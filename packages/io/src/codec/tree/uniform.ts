import { type AnyTypedArray, isTypedArrayName, typeOf } from './value-types.ts';

/** Arrays of up to this many elements are left to be read where they stand, unless they hold typed arrays. */
const SHORT = 16;

/** Whether values can be described by one node, as far as can be seen at their surface. */
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

/** Whether a value is a bigint that two words of 64 bits can hold. */
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

/** Whether values are typed arrays of one arrayName, of whatever length. */
export function areTypedArrays(values: readonly unknown[]): values is readonly AnyTypedArray[] {
  const type = typeOf(values[0]);
  return isTypedArrayName(type) && every(values, (value) => typeOf(value) === type);
}

/**
 * Whether an array by itself is better kept as arrays of its leaves: a short list of numbers or a list of records with
 * words in them is not.
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
