import { assertIntact } from '../corrupt-file.ts';
import type { NpyArray } from '../npy.ts';
import { type AnyTypedArray, createTypedArray, dtypeOf, isTypedArrayName, type TypedArrayName } from './value-types.ts';

/** Checks that a member has the type and shape that `meta.json` implies. */
function expectArray(name: string, array: NpyArray, dtype: string, shape: readonly number[]): void {
  const same = array.shape.length === shape.length && array.shape.every((size, axis) => size === shape[axis]);
  assertIntact(
    array.dtype === dtype && same,
    `its member ${name} is ${array.dtype} (${array.shape.join(', ')}), expected ${dtype} (${shape.join(', ')})`,
  );
}

// Elements begin at any offset in a file; those of a typed array must begin at a multiple of their size.
const copyOf = ({ data }: NpyArray): ArrayBuffer => data.slice().buffer as ArrayBuffer;

/** Unpacks the values of an array: one for each element of the axes. */
export function unpack(name: string, array: NpyArray, of: unknown, axes: readonly number[]): unknown[] {
  if (isTypedArrayName(of)) return unpackTyped(name, array, of, axes);
  if (of === 'number') {
    expectArray(name, array, '<f8', axes);
    return Array.from(new Float64Array(copyOf(array)));
  }
  if (of === 'boolean') return unpackBooleans(name, array, axes);
  assertIntact(of === 'bigint', `its member ${name} contains values of an unknown type`);
  return unpackBigints(name, array, axes);
}

function unpackBooleans(name: string, array: NpyArray, axes: readonly number[]): boolean[] {
  expectArray(name, array, '|b1', axes);
  assertIntact(
    array.data.every((byte) => byte <= 1),
    `its member ${name} contains a boolean that is neither 0 nor 1`,
  );
  return Array.from(array.data, (byte) => byte === 1);
}

function unpackBigints(name: string, array: NpyArray, axes: readonly number[]): bigint[] {
  expectArray(name, array, '<u8', [...axes, 2]);
  const limbs = new BigUint64Array(copyOf(array));
  return Array.from(
    { length: limbs.length / 2 },
    (_, i) => (limbs[2 * i] as bigint) | ((limbs[2 * i + 1] as bigint) << 64n),
  );
}

function unpackTyped(
  name: string,
  array: NpyArray,
  arrayName: TypedArrayName,
  axes: readonly number[],
): AnyTypedArray[] {
  const length = array.shape.at(-1) ?? 0;
  expectArray(name, array, dtypeOf(arrayName), [...axes, length]);
  const all = createTypedArray(arrayName, copyOf(array));
  const count = axes.reduce((product, size) => product * size, 1);
  if (count === 1) return [all];
  return Array.from({ length: count }, (_, i) => all.slice(i * length, (i + 1) * length));
}

/** Unpacks concatenated typed arrays. */
export function unpackRagged(
  [name, array]: readonly [string, NpyArray],
  [lengthsName, lengthsArray]: readonly [string, NpyArray],
  arrayName: TypedArrayName,
  axes: readonly number[],
): AnyTypedArray[] {
  expectArray(lengthsName, lengthsArray, '<u4', axes);
  const lengths = new Uint32Array(copyOf(lengthsArray));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  expectArray(name, array, dtypeOf(arrayName), [total]);
  const all = createTypedArray(arrayName, copyOf(array));
  let at = 0;
  return Array.from(lengths, (length) => {
    const from = at;
    at += length;
    return all.slice(from, at);
  });
}

/** Decodes a typed array from hexadecimal digits. */
export function fromHex(digits: string, arrayName: TypedArrayName): AnyTypedArray {
  const array = createTypedArray(arrayName, 0);
  const size = digits.length / 2 / array.BYTES_PER_ELEMENT;
  assertIntact(/^[0-9a-f]*$/.test(digits) && Number.isInteger(size), 'an inline array has invalid hexadecimal digits');
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return createTypedArray(arrayName, bytes.buffer);
}
