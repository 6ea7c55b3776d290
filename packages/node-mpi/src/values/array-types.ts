import type { DatatypeName } from '../library/abi.ts';

/** A typed array of numbers. */
export type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

type ViewConstructor = new (buffer: ArrayBuffer, byteOffset: number, length: number) => NodeJS.ArrayBufferView;

// A view is named by its place in this list, so new ones go to its end.
const CONSTRUCTORS: readonly (readonly [ViewConstructor, bytes: number])[] = [
  [Int8Array, 1],
  [Uint8Array, 1],
  [Uint8ClampedArray, 1],
  [Int16Array, 2],
  [Uint16Array, 2],
  [Int32Array, 4],
  [Uint32Array, 4],
  [Float32Array, 4],
  [Float64Array, 8],
  [BigInt64Array, 8],
  [BigUint64Array, 8],
  [DataView, 1],
];
const BUFFER: number = CONSTRUCTORS.length;

/** The number by which the type of a view travels. */
export function typeOfView(view: NodeJS.ArrayBufferView): number {
  if (Buffer.isBuffer(view)) return BUFFER;
  return CONSTRUCTORS.findIndex(([type]) => view instanceof type);
}

/** A view of that type on all of some memory. */
export function viewOfType(type: number, memory: ArrayBuffer, byteLength: number): NodeJS.ArrayBufferView {
  if (type === BUFFER) return Buffer.from(memory, 0, byteLength);
  const [View, bytes] = CONSTRUCTORS[type] as readonly [ViewConstructor, number];
  return new View(memory, 0, byteLength / bytes);
}

const DATATYPES: ReadonlyMap<string, DatatypeName> = new Map([
  ['Int8Array', 'int8'],
  ['Uint8Array', 'uint8'],
  ['Uint8ClampedArray', 'uint8'],
  ['Int16Array', 'int16'],
  ['Uint16Array', 'uint16'],
  ['Int32Array', 'int32'],
  ['Uint32Array', 'uint32'],
  ['Float32Array', 'float'],
  ['Float64Array', 'double'],
  ['BigInt64Array', 'int64'],
  ['BigUint64Array', 'uint64'],
]);

/** MPI's datatype of the elements of a typed array. */
export function datatypeOf(array: TypedArray): DatatypeName {
  const name = DATATYPES.get(array[Symbol.toStringTag]);
  if (name === undefined) throw new TypeError(`Expected a typed array of numbers, got ${String(array)}`);
  return name;
}

/** The bytes of a view. */
export const bytesOf = (view: NodeJS.ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
