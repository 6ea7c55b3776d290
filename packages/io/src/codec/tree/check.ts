import { expected, isPlainObject } from '@epsie/core/checks';
import { typeOf } from './value-types.ts';

/** How deep objects and arrays may stand in each other. */
export const MAX_DEPTH = 100;

const PLAIN = 'plain data (numbers, strings, booleans, bigints, typed arrays, arrays and objects of these)';

type Fault = { readonly keys: readonly string[]; readonly value: unknown };

/**
 * Checks that a value can be encoded, before anything is made of it.
 *
 * @param name what messages call it
 * @throws {TypeError} where it is not plain data, or deeper than {@link MAX_DEPTH}, as a cycle is
 */
export function checkTree(name: string, value: unknown): void {
  const fault = findFault(value, 0);
  if (fault === undefined) return;
  const path = [name, ...fault.keys].join('.');
  const isDeep = fault.keys.length >= MAX_DEPTH && typeOf(fault.value) !== 'other';
  throw new TypeError(isDeep ? tooDeep(path) : expected(path, PLAIN, fault.value));
}

// The path is put together on the way back from a fault: most values have none.
function findFault(value: unknown, depth: number): Fault | undefined {
  const type = typeOf(value);
  if (type !== 'array' && type !== 'object') return type === 'other' ? { keys: [], value } : undefined;
  if (depth >= MAX_DEPTH || (type === 'object' && !isPlainObject(value as object))) return { keys: [], value };
  return type === 'array' ? faultInArray(value as unknown[], depth) : faultInObject(value as object, depth);
}

function faultInArray(items: readonly unknown[], depth: number): Fault | undefined {
  for (let i = 0; i < items.length; i++) {
    const fault = findFault(items[i], depth + 1);
    if (fault !== undefined) return { keys: [String(i), ...fault.keys], value: fault.value };
  }
  return undefined;
}

function faultInObject(object: object, depth: number): Fault | undefined {
  for (const key of Object.keys(object)) {
    const fault = findFault((object as { readonly [key: string]: unknown })[key], depth + 1);
    if (fault !== undefined) return { keys: [key, ...fault.keys], value: fault.value };
  }
  return undefined;
}

function tooDeep(path: string): string {
  const start = path.length > 60 ? `${path.slice(0, 60)}…` : path;
  return `Expected \`${start}\` to have at most ${MAX_DEPTH} levels of objects and arrays in each other: is there a cycle?`;
}
