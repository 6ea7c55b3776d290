import type { DatatypeName, Flavor } from '../base/names.ts';

/** Operation of a reduction, by its name in MPI. */
export type Operation = 'sum' | 'prod' | 'min' | 'max' | 'land' | 'lor' | 'lxor' | 'band' | 'bor' | 'bxor';

/** The contents of a library's header file that are used here: the type of handles, and the values of constants. */
export type Abi = {
  /** The family. */
  readonly flavor: Flavor;
  /** C type of a handle. */
  readonly handleType: 'int' | 'intptr_t';
  /** MPI_COMM_WORLD. */
  readonly world: number;
  /** MPI_COMM_SELF. */
  readonly self: number;
  /** MPI_COMM_NULL, the result of a split without a color. */
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
  /** Offsets of source and tag in an MPI_Status, in 32-bit words, and how to read the length if that is known. */
  readonly status: {
    readonly source: number;
    readonly tag: number;
    readonly byteCount?: (status: Int32Array) => number;
  };
  /** Names of the error classes from 1 on, without `MPI_ERR_`. */
  readonly errorClasses: readonly string[];
};
