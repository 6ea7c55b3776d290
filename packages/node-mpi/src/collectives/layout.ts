import { MpiError } from '../base/mpi-error.ts';
import { decode, encode } from '../values/codec.ts';

/** The communicator of a collective. */
export type Membership = { readonly handle: number; readonly rank: number; readonly size: number };

/** Lengths and offsets of the values of all ranks, in the 32-bit integers of MPI. */
export type Layout = { readonly counts: Int32Array; readonly displacements: Int32Array };

/** Lengths, counts and displacements of MPI are 32-bit integers. */
const LARGEST = 2 ** 31 - 1;
/** Values of collectives have no parts, so their mark is not used. */
const MARK = 1;

/** Encodes a value, with all its arrays in place. */
export const encodeValue = (value: unknown): Uint8Array => encode(value, MARK, Infinity).bytes;

/** Decodes a value of {@link encodeValue}. */
export const decodeValue = (bytes: Uint8Array): unknown =>
  decode(bytes, () => {
    throw new MpiError(
      'BAD_MESSAGE',
      'The value of a collective came in parts: do all ranks call the same collective?',
    );
  });

/**
 * Returns the layout of values that follow one another.
 *
 * @throws RangeError if they are too long together
 */
export function layoutOf(collective: string, lengths: Float64Array): Layout {
  const total = totalOf(lengths);
  if (total > LARGEST) {
    throw new RangeError(
      `Expected the values of a ${collective} to be below 2 GiB together, got ${total} bytes: use \`send\` and \`recv\``,
    );
  }
  const counts = Int32Array.from(lengths);
  const displacements = new Int32Array(counts.length);
  for (let i = 1; i < counts.length; i++) {
    displacements[i] = (displacements[i - 1] as number) + (counts[i - 1] as number);
  }
  return { counts, displacements };
}

/** Returns the number of bytes of all values. */
export const totalOf = (lengths: Float64Array): number => lengths.reduce((total, length) => total + length, 0);

/** Decodes the values of all ranks. */
export function decodeAll(all: Uint8Array, { counts, displacements }: Layout): unknown[] {
  return Array.from(displacements, (from, i) => decodeValue(all.subarray(from, from + (counts[i] as number))));
}
