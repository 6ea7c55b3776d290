import type { Dtype } from '../npy.ts';

/** Name of a typed array's class. */
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

/** The typed arrays that a checkpoint can hold, and their types in NumPy. */
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

/** The type of a typed array's elements in NumPy. */
export const dtypeOf = (arrayName: TypedArrayName): Dtype => TYPED_ARRAYS[arrayName].dtype;

/** What the code below does with typed arrays of any arrayName, which TypeScript cannot call on the union of them. */
export interface AnyTypedArray extends ArrayBufferView<ArrayBufferLike> {
  readonly BYTES_PER_ELEMENT: number;
  readonly length: number;
  set(source: AnyTypedArray, offset: number): void;
  slice(from?: number, to?: number): AnyTypedArray;
}

/** Makes a typed array over all of a buffer, or of a length. */
export function createTypedArray(arrayName: TypedArrayName, source: ArrayBuffer | number): AnyTypedArray {
  const Typed = TYPED_ARRAYS[arrayName].make as new (from: ArrayBuffer | number) => AnyTypedArray;
  return new Typed(source);
}

/** The bytes of a typed array, where they are. */
export const bytesOf = (view: ArrayBufferView<ArrayBufferLike>): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** What a value of plain data is. */
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

/** What a value is; `other` if it is no plain data, objects of a class aside. */
export function typeOf(value: unknown): ValueType {
  const type = typeof value;
  if (type !== 'object') return type === 'function' || type === 'symbol' ? 'other' : type;
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (!ArrayBuffer.isView(value)) return 'object';
  // The tag, unlike the class, is the same for the arrays of another realm and for a `Buffer`.
  const tag = (value as unknown as { [Symbol.toStringTag]: string })[Symbol.toStringTag];
  return isTypedArrayName(tag) ? tag : 'other';
}

/** Whether a word names a arrayName of typed array. */
export const isTypedArrayName = (word: unknown): word is TypedArrayName =>
  typeof word === 'string' && Object.hasOwn(TYPED_ARRAYS, word);
