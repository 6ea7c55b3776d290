import type { NpyArray } from '../npy.ts';
import { type AnyTypedArray, bytesOf, createTypedArray, dtypeOf, type TypedArrayName } from './value-types.ts';

const WORD = 0xffffffffffffffffn;

/** Packs numbers into an array. */
export function packNumbers(values: readonly number[], shape: readonly number[]): NpyArray {
  const array = new Float64Array(values);
  const bits = new BigUint64Array(array.buffer);
  // Engines differ in the bits of NaN; equal states must result in equal files.
  for (let i = 0; i < array.length; i++) if (Number.isNaN(array[i])) bits[i] = 0x7ff8000000000000n;
  return { dtype: '<f8', shape, data: bytesOf(array) };
}

/** Packs booleans into an array. */
export const packBooleans = (values: readonly boolean[], shape: readonly number[]): NpyArray => ({
  dtype: '|b1',
  shape,
  data: Uint8Array.from(values, Number),
});

/** Packs bigints from 0 to 2^128 − 1 as pairs of their low and high 64 bits. */
export function packBigints(values: readonly bigint[], axes: readonly number[]): NpyArray {
  const limbs = BigUint64Array.from(values.flatMap((value) => [value & WORD, value >> 64n]));
  return { dtype: '<u8', shape: [...axes, 2], data: bytesOf(limbs) };
}

/** Stacks typed arrays of one type and length. */
export function packTyped(
  values: readonly AnyTypedArray[],
  arrayName: TypedArrayName,
  axes: readonly number[],
): NpyArray {
  const [{ length }] = values as [AnyTypedArray];
  return { dtype: dtypeOf(arrayName), shape: [...axes, length], data: joined(values, arrayName) };
}

/** Concatenates typed arrays of one type, and packs the length of each. */
export function packRagged(
  values: readonly AnyTypedArray[],
  arrayName: TypedArrayName,
  axes: readonly number[],
): [NpyArray, NpyArray] {
  const lengths = Uint32Array.from(values, ({ length }) => length);
  const total = values.reduce((sum, { length }) => sum + length, 0);
  return [
    { dtype: dtypeOf(arrayName), shape: [total], data: joined(values, arrayName) },
    { dtype: '<u4', shape: axes, data: bytesOf(lengths) },
  ];
}

function joined(values: readonly AnyTypedArray[], arrayName: TypedArrayName): Uint8Array {
  if (values.length === 1) return bytesOf(values[0] as AnyTypedArray);
  const all = createTypedArray(
    arrayName,
    values.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const value of values) {
    all.set(value, at);
    at += value.length;
  }
  return bytesOf(all);
}

/** Encodes bytes as hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
