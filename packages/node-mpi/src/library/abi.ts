/** The families of MPI libraries that differ in their binary interface. */
export type Flavor = 'open-mpi' | 'mpich' | 'mpi-abi';

/** Names of the datatypes that are used here. */
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

/** Names of the operations of a reduction, as MPI names them. */
export type Operation = 'sum' | 'prod' | 'min' | 'max' | 'land' | 'lor' | 'lxor' | 'band' | 'bor' | 'bxor';

/** What a library's header file says: how handles look, and the value of every constant that is used here. */
export type Abi = {
  /** Which family. */
  readonly flavor: Flavor;
  /** C type of a handle. */
  readonly handleType: 'int' | 'intptr_t';
  /** MPI_COMM_WORLD. */
  readonly world: number;
  /** MPI_COMM_SELF. */
  readonly self: number;
  /** MPI_COMM_NULL, what a split gives to those who take no part. */
  readonly commNull: number;
  /** MPI_ERRORS_RETURN. */
  readonly errorsReturn: number;
  /** MPI_ERRORS_ARE_FATAL. */
  readonly errorsAreFatal: number;
  /** The datatypes. */
  readonly datatypes: Readonly<Record<DatatypeName, number>>;
  /** The operations of reductions. */
  readonly operations: Readonly<Record<Operation, number>>;
  /** MPI_ANY_SOURCE. */
  readonly anySource: number;
  /** MPI_ANY_TAG. */
  readonly anyTag: number;
  /** MPI_UNDEFINED. */
  readonly undefined: number;
  /** MPI_THREAD_SINGLE, FUNNELED, SERIALIZED and MULTIPLE. */
  readonly threadLevels: readonly [number, number, number, number];
  /** MPI_TAG_UB. */
  readonly tagLimit: number;
  /** Where source and tag stand in an MPI_Status, in 32-bit words, and how to read the length where that is known. */
  readonly status: {
    readonly source: number;
    readonly tag: number;
    readonly byteCount?: (status: Int32Array) => number;
  };
  /** Names of the error classes from 1 on, without `MPI_ERR_`. */
  readonly errorClasses: readonly string[];
};
