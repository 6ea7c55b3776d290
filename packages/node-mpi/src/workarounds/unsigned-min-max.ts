import type { DatatypeName } from '../library/abi.ts';
import type { TypedArray } from '../values/array-types.ts';

// MPICH 4.0 and Open MPI 4.1.2 to 4.1.4 take unsigned integers for signed ones in MIN and MAX (pmodels/mpich#6083,
// open-mpi/ompi#10276). Turning over the sign bit makes one order into the other, before and after.

/** The signed type of the same size. */
export const SIGNED: Readonly<Partial<Record<DatatypeName, DatatypeName>>> = {
  uint8: 'int8',
  uint16: 'int16',
  uint32: 'int32',
  uint64: 'int64',
};

/** Turns over the highest bit of every element. */
export function flipSigns(array: TypedArray): void {
  if (array instanceof BigInt64Array || array instanceof BigUint64Array) {
    for (let i = 0; i < array.length; i++) array[i] = (array[i] as bigint) ^ (1n << 63n);
  } else {
    const sign = 2 ** (8 * array.BYTES_PER_ELEMENT - 1);
    for (let i = 0; i < array.length; i++) array[i] = ((array[i] as number) ^ sign) >>> 0;
  }
}
