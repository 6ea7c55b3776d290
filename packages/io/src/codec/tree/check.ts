import { expected, isPlainObject } from '@epsie/core/checks';
import { sortOf } from './sorts.ts';

/** How deep objects and arrays may stand in each other. */
export const MAX_DEPTH = 100;

const PLAIN = 'plain data (numbers, strings, booleans, bigints, typed arrays, arrays and objects of these)';

/**
 * Checks that a value can be encoded, before anything is made of it.
 *
 * @throws {TypeError} where it is not plain data, or deeper than {@link MAX_DEPTH}, as a cycle is
 */
export function checkTree(path: string, value: unknown, depth: number = 0): void {
  const sort = sortOf(value);
  if (sort === 'other') throw new TypeError(expected(path, PLAIN, value));
  if (sort !== 'array' && sort !== 'object') return;
  if (depth >= MAX_DEPTH) throw new TypeError(tooDeep(path));
  if (sort === 'array') for (const item of value as unknown[]) checkTree(path, item, depth + 1);
  else checkObject(path, value as { readonly [key: string]: unknown }, depth);
}

function checkObject(path: string, value: { readonly [key: string]: unknown }, depth: number): void {
  if (!isPlainObject(value)) throw new TypeError(expected(path, PLAIN, value));
  for (const key of Object.keys(value)) checkTree(`${path}.${key}`, value[key], depth + 1);
}

function tooDeep(path: string): string {
  const start = path.length > 60 ? `${path.slice(0, 60)}…` : path;
  return `Expected \`${start}\` to have at most ${MAX_DEPTH} levels of objects and arrays in each other: is there a cycle?`;
}
