import type { DatatypeName } from '../base/names.ts';

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

type ViewConstructor = new (buffer: ArrayBuffer, byteOffset: number, length: number) => ArrayBufferView;

// Messages name the type of a view by its index in this list, so new types must be added at its end. Not every Node has all of them.
const NAMES: readonly string[] = [
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...['Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'DataView', 'Buffer', 'Float16Array'],
];
const BUFFER = NAMES.indexOf('Buffer');

/** Returns the name of the type of a view. */
export const nameOf = (view: ArrayBufferView): string => (view as Uint8Array | DataView)[Symbol.toStringTag];

/** Returns the number of the type of a view in messages; -1 if it is not known. */
export function typeOfView(view: ArrayBufferView): number {
  // By name: views of another realm have other constructors.
  return Buffer.isBuffer(view) ? BUFFER : NAMES.indexOf(nameOf(view));
}

/** Creates a view of a type on all of some memory. */
export function viewOfType(type: number, memory: ArrayBuffer, byteLength: number): ArrayBufferView {
  if (type === BUFFER) return Buffer.from(memory, 0, byteLength);
  const name = NAMES[type] ?? `type ${type}`;
  const View = (globalThis as unknown as Record<string, ViewConstructor & { BYTES_PER_ELEMENT?: number }>)[name];
  if (View === undefined) throw new TypeError(`Expected an array of a type that this Node has, got ${name}`);
  return new View(memory, 0, byteLength / (View.BYTES_PER_ELEMENT ?? 1));
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

/** Returns MPI's datatype of the elements of a typed array; undefined for other views. */
export function datatypeOf(array: ArrayBufferView): DatatypeName | undefined {
  return DATATYPES.get(nameOf(array));
}

/** Returns the bytes of a view. */
export const bytesOf = (view: ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
