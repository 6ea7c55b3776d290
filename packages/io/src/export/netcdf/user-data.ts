import { expected } from '@epsie/core/checks';
import { validName } from '../names.ts';

/** Numbers of the user: one dimension, or as many as `shape` has, the last running fastest. They are written as float64. */
export type DataArray =
  | ArrayLike<number>
  | {
      /** All of them. */
      readonly data: ArrayLike<number>;
      /** Size of each dimension. */
      readonly shape: readonly number[];
      /** Names of the dimensions; `<name>_dim_0` and so on unless given. */
      readonly dims?: readonly string[];
    };

/** Arrays by name. Those with a dimension in common must agree in its size; one that is named like its only dimension gives the
 * coordinates of it. */
export type UserData = { readonly [name: string]: DataArray };

/** A {@link DataArray}, checked. */
export type UserArray = {
  readonly name: string;
  readonly data: Float64Array;
  readonly shape: readonly number[];
  readonly dims: readonly string[];
};

/** Checks arrays of the user and fills in what they leave open. */
export function checkUserData(option: string, data: unknown): UserArray[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || ArrayBuffer.isView(data)) {
    throw new TypeError(expected(option, 'an object of arrays by name', data));
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
  throw new TypeError(expected(owner, 'an array of one or more numbers, or { data, shape, dims } with one', value));
}

function withShape(owner: string, name: string, data: ArrayLike<number>, shape: unknown, dims: unknown): UserArray {
  const sizes = checkShape(`${owner}.shape`, shape, data.length);
  const names = dims ?? sizes.map((_size, i) => `${name}_dim_${i}`);
  if (!Array.isArray(names) || names.length !== sizes.length || new Set(names).size !== names.length) {
    throw new TypeError(expected(`${owner}.dims`, `${sizes.length} different names, one for each dimension`, dims));
  }
  for (const dim of names) expectName(`${owner}.dims`, dim);
  return { name, data: Float64Array.from(data), shape: sizes, dims: names as string[] };
}

function checkShape(option: string, shape: unknown, length: number): number[] {
  const isSize = (size: unknown): boolean => Number.isSafeInteger(size) && (size as number) > 0;
  if (!Array.isArray(shape) || shape.length === 0 || !shape.every(isSize)) {
    throw new TypeError(expected(option, 'an array of one or more integers from 1 up', shape));
  }
  const product = (shape as number[]).reduce((all, size) => all * size, 1);
  if (product !== length) throw new RangeError(expected(option, `the shape of ${length} numbers`, shape));
  return [...(shape as number[])];
}

function checkDimensions(option: string, arrays: readonly UserArray[]): void {
  const sizes = new Map<string, number>();
  for (const { name, shape, dims } of arrays) {
    dims.forEach((dim, i) => {
      const size = sizes.get(dim) ?? shape[i];
      if (size !== shape[i]) throw new RangeError(expected(`${option}.${name}`, `${size} long in \`${dim}\``, shape));
      sizes.set(dim, size as number);
    });
  }
  for (const { name, dims } of arrays) {
    if (!sizes.has(name) || (dims.length === 1 && dims[0] === name)) continue;
    throw new TypeError(expected(`${option}.${name}`, 'of that dimension alone, whose name it has', dims));
  }
}

function expectName(option: string, name: unknown): void {
  if (typeof name === 'string' && validName(name) === name) return;
  throw new TypeError(expected(option, 'a name that NetCDF takes, such as a word without `/`', name));
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'number');
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false;
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array);
}
