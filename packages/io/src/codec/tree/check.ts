import { expected, isPlainObject, typeError } from '@epsie/core/checks';
import { typeOf } from './value-types.ts';

/** Largest nesting depth of objects and arrays. */
export const MAX_DEPTH = 100;

const PLAIN = 'plain data (numbers, strings, booleans, bigints, typed arrays, arrays and objects of these)';

type Fault = { readonly keys: readonly string[]; readonly value: unknown };

/**
 * Checks that a value can be encoded, before anything is encoded.
 *
 * @param name of the value in messages
 * @throws TypeError if it is not plain data, or nested deeper than {@link MAX_DEPTH}, as a cycle is
 */
export function checkTree(name: string, value: unknown): void {
  const fault = findFault(value, 0);
  if (fault === undefined) return;
  const path = [name, ...fault.keys].join('.');
  const isDeep = fault.keys.length >= MAX_DEPTH && typeOf(fault.value) !== 'other';
  throw typeError(isDeep ? tooDeep(path) : expected(path, PLAIN, fault.value));
}

// The path is built on the way back from a fault, so that valid values cost no strings.
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
  return `Expected \`${start}\` to have at most ${MAX_DEPTH} nested objects and arrays: is there a cycle?`;
}
