import type { DatatypeName } from '../base/names.ts';
import type { Abi, Operation } from './abi.ts';

const DATATYPES: Readonly<Record<DatatypeName, string>> = {
  byte: 'byte',
  double: 'double',
  float: 'float',
  int8: 'int8_t',
  int16: 'int16_t',
  int32: 'int32_t',
  int64: 'int64_t',
  uint8: 'uint8_t',
  uint16: 'uint16_t',
  uint32: 'uint32_t',
  uint64: 'uint64_t',
};

const OPERATIONS: readonly Operation[] = ['sum', 'prod', 'min', 'max', 'land', 'lor', 'lxor', 'band', 'bor', 'bxor'];

/**
 * Returns the constants of Open MPI 4 and 5, whose handles are addresses of objects inside the library.
 *
 * @param addressOf returns the address of a symbol of the library
 */
export function openMpi(addressOf: (symbol: string) => number): Abi {
  const datatypes = mapValues(DATATYPES, (name) => addressOf(`ompi_mpi_${name}`));
  const operations = Object.fromEntries(OPERATIONS.map((name) => [name, addressOf(`ompi_mpi_op_${name}`)]));
  return {
    flavor: 'open-mpi',
    handleType: 'intptr_t',
    world: addressOf('ompi_mpi_comm_world'),
    self: addressOf('ompi_mpi_comm_self'),
    commNull: addressOf('ompi_mpi_comm_null'),
    errorsReturn: addressOf('ompi_mpi_errors_return'),
    errorsAreFatal: addressOf('ompi_mpi_errors_are_fatal'),
    datatypes,
    operations: operations as Record<Operation, number>,
    anySource: -1,
    anyTag: -1,
    undefined: -32766,
    threadLevels: [0, 1, 2, 3],
    tagLimit: 0,
    status: { source: 0, tag: 1, byteCount: byteCountOf },
    errorClasses: [
      ...['BUFFER', 'COUNT', 'TYPE', 'TAG', 'COMM', 'RANK', 'REQUEST', 'ROOT', 'GROUP', 'OP', 'TOPOLOGY', 'DIMS'],
      ...['ARG', 'UNKNOWN', 'TRUNCATE', 'OTHER', 'INTERN', 'IN_STATUS', 'PENDING'],
    ],
  };
}

// A size_t, after the flag of a cancelled message.
function byteCountOf(status: Int32Array): number {
  return ((status[4] as number) >>> 0) + (status[5] as number) * 2 ** 32;
}

function mapValues<K extends string>(object: Readonly<Record<K, string>>, f: (value: string) => number) {
  const entries = Object.entries<string>(object).map(([key, value]) => [key, f(value)]);
  return Object.fromEntries(entries) as Record<K, number>;
}
