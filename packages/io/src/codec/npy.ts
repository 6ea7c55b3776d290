import { assertIntact } from './corrupt-file.ts';

/** Bytes per element of the types that a checkpoint may hold; all else is refused. */
const SIZES = {
  '|b1': 1,
  '|i1': 1,
  '|u1': 1,
  '<i2': 2,
  '<u2': 2,
  '<i4': 4,
  '<u4': 4,
  '<i8': 8,
  '<u8': 8,
  '<f4': 4,
  '<f8': 8,
} as const;

/** Type of the elements, as NumPy writes it. */
export type Dtype = keyof typeof SIZES;

/** An array as bytes, the last axis fastest. */
export type NpyArray = {
  /** Type of the elements. */
  readonly dtype: Dtype;
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** The elements, little-endian. */
  readonly data: Uint8Array;
};

const MAGIC = '\x93NUMPY\x01\x00';
const ALIGNMENT = 64;
const HEADER = /^\{'descr': '([^']*)', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/;

/**
 * What stands before the elements in a `.npy` file of version 1.0.
 *
 * Source: NumPy Enhancement Proposal 1.
 */
export function npyHeader(dtype: Dtype, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + text.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const lengthBytes = String.fromCharCode(length & 255, length >> 8);
  return fromLatin1(`${MAGIC}${lengthBytes}${text.padEnd(length - 1)}\n`);
}

/** Reads a `.npy` file that {@link npyHeader} begins; the elements stay where they are. */
export function readNpy(name: string, bytes: Uint8Array): NpyArray {
  const start = MAGIC.length + 2;
  const end = start + (bytes[start - 2] ?? 0) + 256 * (bytes[start - 1] ?? 0);
  const parts = HEADER.exec(latin1(bytes.subarray(start, end)));
  assertIntact(parts !== null, `its member ${name} is no array as EPSIE writes them`);
  const [, dtype = '', sizes = ''] = parts;
  assertIntact(Object.hasOwn(SIZES, dtype), `its member ${name} has elements of type ${dtype}`);
  const array = { dtype: dtype as Dtype, shape: readShape(sizes), data: bytes.subarray(end) };
  assertIntact(
    startsWith(bytes, npyHeader(array.dtype, array.shape)),
    `its member ${name} has another header than expected`,
  );
  const needed = array.shape.reduce((product, size) => product * size, SIZES[array.dtype]);
  assertIntact(
    needed === array.data.length,
    `its member ${name} has ${array.data.length} bytes for a shape of (${sizes})`,
  );
  return array;
}

const readShape = (sizes: string): number[] =>
  sizes.split(', ').flatMap((size) => (size === '' ? [] : [parseInt(size, 10)]));

/** Whether bytes begin with others. */
export function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[i] !== start[i]) return false;
  return true;
}

/** Text of one byte per character. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/** Bytes of a text whose characters are all below 256. */
export function fromLatin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
