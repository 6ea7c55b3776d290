import type { DatatypeName } from '../base/names.ts';
import type { TypedArray } from '../values/array-types.ts';

// Bug. MPI_MIN and MPI_MAX of MPICH 4.0 and of Open MPI 4.1.2 to 4.1.4 compare unsigned integers as signed ones.
//
// Workaround. Flipping the sign bit maps the unsigned order onto the signed one: flip, reduce as signed integers, flip back.
//
// Reports. https://github.com/pmodels/mpich/issues/6083, and again https://github.com/pmodels/mpich/issues/7507 (open in 2025);
// https://github.com/open-mpi/ompi/issues/10276, fixed after Open MPI 4.1.4.
//
// Needed until no MPICH with the bug is in use: its tests did not catch the second one.

/** The signed type of the same size, for each unsigned type. */
export const SIGNED: Readonly<Partial<Record<DatatypeName, DatatypeName>>> = {
  uint8: 'int8',
  uint16: 'int16',
  uint32: 'int32',
  uint64: 'int64',
};

/** Flips the highest bit of every element. */
export function flipSigns(array: TypedArray): void {
  if (array instanceof BigInt64Array || array instanceof BigUint64Array) {
    for (let i = 0; i < array.length; i++) array[i] = (array[i] as bigint) ^ (1n << 63n);
  } else {
    const sign = 2 ** (8 * array.BYTES_PER_ELEMENT - 1);
    for (let i = 0; i < array.length; i++) array[i] = ((array[i] as number) ^ sign) >>> 0;
  }
}
