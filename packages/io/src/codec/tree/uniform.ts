import { type AnyTyped, isKind, sortOf } from './sorts.ts';

/** Arrays of up to this many elements are left to be read where they stand, unless they hold typed arrays. */
const SHORT = 16;

/** Whether values can be described by one node, as far as can be seen at their surface. */
export function isUniform(values: readonly unknown[]): boolean {
  const sort = sortOf(values[0]);
  if (!values.every((value) => sortOf(value) === sort)) return false;
  if (sort === 'number' || sort === 'boolean') return true;
  if (sort === 'bigint') return values.every(fitsTwoLimbs) || values.every((value) => value === values[0]);
  if (sort === 'array' || isKind(sort)) return sameLength(values as readonly { readonly length: number }[]);
  if (sort === 'object') return sameKeys(values as readonly object[]);
  return values.every((value) => value === values[0]);
}

const LIMIT = 1n << 128n;

/** Whether a value is a bigint that two words of 64 bits can hold. */
export const fitsTwoLimbs = (value: unknown): boolean => typeof value === 'bigint' && value >= 0n && value < LIMIT;

function sameLength(values: readonly { readonly length: number }[]): boolean {
  const [first] = values;
  return values.every(({ length }) => length === first?.length);
}

function sameKeys(values: readonly object[]): boolean {
  const first = Object.keys(values[0] as object);
  return values.every((value) => {
    const keys = Object.keys(value);
    return keys.length === first.length && keys.every((key, i) => key === first[i]);
  });
}

/** Whether values are typed arrays of one kind, of whatever length. */
export function areTyped(values: readonly unknown[]): values is readonly AnyTyped[] {
  const sort = sortOf(values[0]);
  return isKind(sort) && values.every((value) => sortOf(value) === sort);
}

/**
 * Whether an array by itself is better kept as arrays of its leaves: a short list of numbers or a list of records with
 * words in them is not.
 */
export function isWorthStacking(items: readonly unknown[]): boolean {
  if (!isUniform(items)) return items.length > SHORT;
  const leaves = new Set<string>();
  collectLeaves(items[0], leaves);
  if ([...leaves].some(isKind)) return true;
  return items.length > SHORT && !leaves.has('string');
}

function collectLeaves(value: unknown, leaves: Set<string>): void {
  const sort = sortOf(value);
  if (sort === 'array' || sort === 'object') {
    for (const item of Object.values(value as object)) collectLeaves(item, leaves);
  } else leaves.add(sort);
}
