import { expected, isNumbers, rangeError, typeError } from '@epsie/core/checks';
import { validName } from './valid-name.ts';

/** Numbers with one dimension, or with those of `shape`, the last varying fastest. They are written as float64. */
export type DataArray =
  | ArrayLike<number>
  | {
      /** All numbers. */
      readonly data: ArrayLike<number>;
      /** Size of each dimension. */
      readonly shape: readonly number[];
      /** Names of the dimensions. Default `<name>_dim_0` and so on. */
      readonly dims?: readonly string[];
    };

/** Arrays by name. Arrays that share a dimension must agree in its size; an array with the name of its only dimension holds the
 * coordinates of that dimension. */
export type UserData = { readonly [name: string]: DataArray };

/** A {@link DataArray}, checked. */
export type UserArray = {
  readonly name: string;
  readonly data: Float64Array;
  readonly shape: readonly number[];
  readonly dims: readonly string[];
};

/** Checks the user's arrays and completes their shapes and dimensions. */
export function checkUserData(option: string, data: unknown): UserArray[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || ArrayBuffer.isView(data)) {
    throw typeError(expected(option, 'an object of arrays by name', data));
  }
  const arrays = Object.entries(data).map(([name, value]) => checkArray(option, name, value));
  checkDimensions(option, arrays);
  return arrays;
}

function checkArray(option: string, name: string, value: unknown): UserArray {
  expectName(`${option}: name`, name);
  const owner = `${option}.${name}`;
  if (isNumbers(value) && value.length > 0) return withShape(owner, name, value, [value.length], undefined);
  const { data, shape, dims } = (value ?? {}) as { [key: string]: unknown };
  if (isNumbers(data)) return withShape(owner, name, data, shape, dims);
  throw typeError(expected(owner, 'an array of one or more numbers, or { data, shape, dims } with one', value));
}

function withShape(owner: string, name: string, data: ArrayLike<number>, shape: unknown, dims: unknown): UserArray {
  const sizes = checkShape(`${owner}.shape`, shape, data.length);
  const names = dims ?? sizes.map((_size, i) => `${name}_dim_${i}`);
  if (!Array.isArray(names) || names.length !== sizes.length || new Set(names).size !== names.length) {
    throw typeError(expected(`${owner}.dims`, `${sizes.length} different names, one for each dimension`, dims));
  }
  for (const dim of names) expectName(`${owner}.dims`, dim);
  return { name, data: Float64Array.from(data), shape: sizes, dims: names as string[] };
}

function checkShape(option: string, shape: unknown, length: number): number[] {
  const isSize = (size: unknown): boolean => Number.isSafeInteger(size) && (size as number) > 0;
  if (!Array.isArray(shape) || shape.length === 0 || !shape.every(isSize)) {
    throw typeError(expected(option, 'an array of one or more positive integers', shape));
  }
  const product = (shape as number[]).reduce((all, size) => all * size, 1);
  if (product !== length) throw rangeError(expected(option, `the shape of ${length} numbers`, shape));
  return [...(shape as number[])];
}

function checkDimensions(option: string, arrays: readonly UserArray[]): void {
  const sizes = new Map<string, number>();
  for (const { name, shape, dims } of arrays) {
    dims.forEach((dim, i) => {
      const size = sizes.get(dim) ?? shape[i];
      if (size !== shape[i]) throw rangeError(expected(`${option}.${name}`, `${size} long in \`${dim}\``, shape));
      sizes.set(dim, size as number);
    });
  }
  for (const { name, dims } of arrays) {
    if (!sizes.has(name) || (dims.length === 1 && dims[0] === name)) continue;
    throw typeError(expected(`${option}.${name}`, 'an array with that dimension alone, since it has its name', dims));
  }
}

function expectName(option: string, name: unknown): void {
  if (typeof name === 'string' && validName(name) === name) return;
  throw typeError(expected(option, 'a name that is valid in NetCDF, such as a word without `/`', name));
}
