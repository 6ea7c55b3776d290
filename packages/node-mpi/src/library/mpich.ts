import type { Abi } from './abi.ts';

/** MPICH and the libraries with the same binary interface (Intel MPI, MVAPICH, Cray MPICH): mpi.h of MPICH 4.0. */
export const mpich: Abi = {
  flavor: 'mpich',
  handleType: 'int',
  world: 0x44000000,
  self: 0x44000001,
  commNull: 0x04000000,
  errorsReturn: 0x54000001,
  errorsAreFatal: 0x54000000,
  datatypes: {
    byte: 0x4c00010d,
    double: 0x4c00080b,
    float: 0x4c00040a,
    int8: 0x4c000137,
    int16: 0x4c000238,
    int32: 0x4c000439,
    int64: 0x4c00083a,
    uint8: 0x4c00013b,
    uint16: 0x4c00023c,
    uint32: 0x4c00043d,
    uint64: 0x4c00083e,
  },
  operations: {
    max: 0x58000001,
    min: 0x58000002,
    sum: 0x58000003,
    prod: 0x58000004,
    land: 0x58000005,
    band: 0x58000006,
    lor: 0x58000007,
    bor: 0x58000008,
    lxor: 0x58000009,
    bxor: 0x5800000a,
  },
  anySource: -2,
  anyTag: -1,
  undefined: -32766,
  threadLevels: [0, 1, 2, 3],
  tagLimit: 0x64400001,
  status: { source: 2, tag: 3, byteCount: byteCountOf },
  errorClasses: [
    ...['BUFFER', 'COUNT', 'TYPE', 'TAG', 'COMM', 'RANK', 'ROOT', 'GROUP', 'OP', 'TOPOLOGY', 'DIMS', 'ARG'],
    ...['UNKNOWN', 'TRUNCATE', 'OTHER', 'INTERN', 'IN_STATUS', 'PENDING', 'REQUEST'],
  ],
};

// The first word is the lower half. The lowest bit of the second one is the flag of a cancelled message, the others are the upper half.
function byteCountOf(status: Int32Array): number {
  return ((status[0] as number) >>> 0) + ((status[1] as number) >>> 1) * 2 ** 32;
}
