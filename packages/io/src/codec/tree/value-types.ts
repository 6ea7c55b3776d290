import type { Dtype } from '../npy.ts';

/** Class name of a typed array. */
export type TypedArrayName =
  | 'Int8Array'
  | 'Uint8Array'
  | 'Uint8ClampedArray'
  | 'Int16Array'
  | 'Uint16Array'
  | 'Int32Array'
  | 'Uint32Array'
  | 'Float32Array'
  | 'Float64Array'
  | 'BigInt64Array'
  | 'BigUint64Array';

/** The typed arrays that a checkpoint can contain, and their types in NumPy. */
const TYPED_ARRAYS: { readonly [K in TypedArrayName]: { readonly make: unknown; readonly dtype: Dtype } } = {
  Int8Array: { make: Int8Array, dtype: '|i1' },
  Uint8Array: { make: Uint8Array, dtype: '|u1' },
  Uint8ClampedArray: { make: Uint8ClampedArray, dtype: '|u1' },
  Int16Array: { make: Int16Array, dtype: '<i2' },
  Uint16Array: { make: Uint16Array, dtype: '<u2' },
  Int32Array: { make: Int32Array, dtype: '<i4' },
  Uint32Array: { make: Uint32Array, dtype: '<u4' },
  Float32Array: { make: Float32Array, dtype: '<f4' },
  Float64Array: { make: Float64Array, dtype: '<f8' },
  BigInt64Array: { make: BigInt64Array, dtype: '<i8' },
  BigUint64Array: { make: BigUint64Array, dtype: '<u8' },
};

/** Returns the NumPy type of a typed array's elements. */
export const dtypeOf = (arrayName: TypedArrayName): Dtype => TYPED_ARRAYS[arrayName].dtype;

/** A typed array of any type: TypeScript cannot call these methods on the union. */
export interface AnyTypedArray extends ArrayBufferView<ArrayBufferLike> {
  readonly BYTES_PER_ELEMENT: number;
  readonly length: number;
  set(source: AnyTypedArray, offset: number): void;
  slice(from?: number, to?: number): AnyTypedArray;
}

/** Creates a typed array over a complete buffer, or of a length. */
export function createTypedArray(arrayName: TypedArrayName, source: ArrayBuffer | number): AnyTypedArray {
  const Typed = TYPED_ARRAYS[arrayName].make as new (from: ArrayBuffer | number) => AnyTypedArray;
  return new Typed(source);
}

/** Returns the bytes of a typed array, without a copy. */
export const bytesOf = (view: ArrayBufferView<ArrayBufferLike>): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** Type of a value of plain data. */
export type ValueType =
  | 'undefined'
  | 'null'
  | 'boolean'
  | 'number'
  | 'bigint'
  | 'string'
  | 'array'
  | 'object'
  | 'other'
  | TypedArrayName;

/** Returns the type of a value; `other` if it is not plain data. Objects of a class count as `object`. */
export function typeOf(value: unknown): ValueType {
  const type = typeof value;
  if (type !== 'object') return type === 'function' || type === 'symbol' ? 'other' : type;
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (!ArrayBuffer.isView(value)) return 'object';
  // Unlike the class, the tag is the same for arrays of another realm and for a `Buffer`.
  const tag = (value as unknown as { [Symbol.toStringTag]: string })[Symbol.toStringTag];
  return isTypedArrayName(tag) ? tag : 'other';
}

/** Returns whether a value is the class name of a typed array. */
export const isTypedArrayName = (word: unknown): word is TypedArrayName =>
  typeof word === 'string' && Object.hasOwn(TYPED_ARRAYS, word);
