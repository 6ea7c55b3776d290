import { assertIntact } from './corrupt-file.ts';

/** Bytes per element of the types that a checkpoint may contain. */
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

/** Type of the elements, in NumPy's notation. */
export type Dtype = keyof typeof SIZES;

/** An array as bytes in C order: the last axis varies fastest. */
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
 * Returns the header of a `.npy` file of version 1.0: magic string, version, length, and a Python dictionary, padded to a multiple of 64.
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html#format-version-1-0
 */
export function npyHeader(dtype: Dtype, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + text.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const lengthBytes = String.fromCharCode(length & 255, length >> 8);
  return fromLatin1(`${MAGIC}${lengthBytes}${text.padEnd(length - 1)}\n`);
}

/** Parses a `.npy` file with a header of {@link npyHeader}; the elements are not copied. */
export function readNpy(name: string, bytes: Uint8Array): NpyArray {
  const start = MAGIC.length + 2;
  const end = start + (bytes[start - 2] ?? 0) + 256 * (bytes[start - 1] ?? 0);
  const parts = HEADER.exec(latin1(bytes.subarray(start, end)));
  assertIntact(parts !== null, `its member ${name} has no valid NPY header`);
  const [, dtype = '', sizes = ''] = parts;
  assertIntact(Object.hasOwn(SIZES, dtype), `its member ${name} has elements of unknown type ${dtype}`);
  const array = { dtype: dtype as Dtype, shape: readShape(sizes), data: bytes.subarray(end) };
  assertIntact(
    startsWith(bytes, npyHeader(array.dtype, array.shape)),
    `its member ${name} has an unexpected NPY header`,
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

/** Returns whether bytes begin with other bytes. */
export function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[i] !== start[i]) return false;
  return true;
}

/** Decodes bytes as Latin-1. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/** Encodes text as Latin-1. */
export function fromLatin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
