import type { LibraryHandle } from 'koffi';
import type { Abi } from './abi.ts';

/** The way an argument of an MPI function is passed: a C int, a handle, memory of JavaScript, or the address of memory. */
type ArgumentKind = 'int' | 'handle' | 'memory' | 'address';

/** Memory that MPI reads or writes: a typed array, a Buffer or a DataView, on shared memory too. */
export type Memory = ArrayBufferView;

type Argument<K extends ArgumentKind> = K extends 'memory' ? Memory : number;
type Arguments<K extends readonly ArgumentKind[]> = { -readonly [I in keyof K]: Argument<K[I]> };

// Strings are `memory`. An `address` is that of a message, of a list of counts, or of memory where MPI writes a number, a handle or a
// status; the caller keeps that memory referenced.
const SIGNATURES = {
  Init_thread: ['address', 'address', 'int', 'address'],
  Finalize: [],
  Abort: ['handle', 'int'],
  Get_version: ['address', 'address'],
  Get_processor_name: ['memory', 'address'],
  Error_class: ['int', 'address'],
  Error_string: ['int', 'memory', 'address'],
  Comm_rank: ['handle', 'address'],
  Comm_size: ['handle', 'address'],
  Comm_dup: ['handle', 'address'],
  Comm_idup: ['handle', 'address', 'address'],
  Comm_split: ['handle', 'int', 'int', 'address'],
  Comm_free: ['address'],
  Comm_set_errhandler: ['handle', 'handle'],
  Comm_get_attr: ['handle', 'int', 'address', 'address'],
  Comm_get_name: ['handle', 'memory', 'address'],
  Comm_set_name: ['handle', 'memory'],
  Isend: ['address', 'int', 'handle', 'int', 'int', 'handle', 'address'],
  Irecv: ['address', 'int', 'handle', 'int', 'int', 'handle', 'address'],
  Send: ['address', 'int', 'handle', 'int', 'int', 'handle'],
  Recv: ['address', 'int', 'handle', 'int', 'int', 'handle', 'address'],
  Improbe: ['int', 'int', 'handle', 'address', 'address', 'address'],
  Imrecv: ['address', 'int', 'handle', 'address', 'address'],
  Iprobe: ['int', 'int', 'handle', 'address', 'address'],
  Get_count: ['address', 'handle', 'address'],
  Test: ['address', 'address', 'address'],
  Ibarrier: ['handle', 'address'],
  Ibcast: ['address', 'int', 'handle', 'int', 'handle', 'address'],
  Igatherv: ['address', 'int', 'handle', 'address', 'address', 'address', 'handle', 'int', 'handle', 'address'],
  Iallgather: ['address', 'int', 'handle', 'address', 'int', 'handle', 'handle', 'address'],
  Iallgatherv: ['address', 'int', 'handle', 'address', 'address', 'address', 'handle', 'handle', 'address'],
  Iscatterv: ['address', 'address', 'address', 'handle', 'address', 'int', 'handle', 'int', 'handle', 'address'],
  Ireduce: ['address', 'address', 'int', 'handle', 'handle', 'int', 'handle', 'address'],
  Iallreduce: ['address', 'address', 'int', 'handle', 'handle', 'handle', 'address'],
} as const satisfies Readonly<Record<string, readonly ArgumentKind[]>>;

/** Name of an MPI function that is used here, without `MPI_`. */
export type CallName = keyof typeof SIGNATURES;

/** The MPI functions of a library. Each returns MPI's error code, 0 for success. */
export type Calls = {
  readonly [N in CallName]: (...args: Arguments<(typeof SIGNATURES)[N]>) => number;
};

/** Binds the functions of a library. */
export function bindCalls(library: LibraryHandle, { handleType }: Abi): Calls {
  const types: Record<ArgumentKind, string> = { int: 'int', handle: handleType, memory: 'void *', address: 'intptr_t' };
  const entries = Object.entries<readonly ArgumentKind[]>(SIGNATURES).map(([name, kinds]) => [
    name,
    library.func(
      `MPI_${name}`,
      'int',
      kinds.map((kind) => types[kind]),
    ),
  ]);
  return Object.fromEntries(entries) as Calls;
}
