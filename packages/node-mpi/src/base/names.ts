/** The families of MPI libraries that differ in their binary interface. */
export type Flavor = 'open-mpi' | 'mpich' | 'mpi-abi';

/** Name of a datatype that is used here. */
export type DatatypeName =
  | 'byte'
  | 'double'
  | 'float'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64';
